import { dockerLabel } from '../../domain/docker-label';
import { workloadOf } from '../../domain/workload/preview-name';
import type { ImageSummary } from '../../transport/docker/api';
import type { Candidate, Protection } from './candidate';
import { type Inventory, resourceOf } from './inventory';

/** Suffix of the image between two builds of one deployment. */
const INTERMEDIATE = '-build';
/** Name that Docker lists for an image whose own name went to a newer build. */
const NAMELESS = '<none>';

/**
 * Choose images that Gantry built and that no release or container uses. An image that a user derived from one has
 * inherited its labels: a name that Gantry did not give protects it.
 */
export function unneededImages(
  { images }: Inventory,
  protection: Protection,
  used: ReadonlySet<string>,
): Candidate[] {
  const { busy, released, existing } = protection;
  const isKept = ({ id }: ImageSummary) => released.has(id) || used.has(id);
  // The builder reuses layers of the previous intermediate image, so that of a kept image is kept too.
  const intermediates = new Set(
    images.filter(isKept).flatMap(({ tags }) => tags.map((tag) => `${tag}${INTERMEDIATE}`)),
  );
  const siblings = new Set(images.filter(({ id }) => released.has(id)).flatMap(releaseOf));
  return images.flatMap((image) => {
    const resource = resourceOf(image);
    const workload = workloadOf(resource);
    const tags = namesOf(image);
    const isOther = tags.some((tag) => !isOwnName(tag, resource, protection));
    const isIntermediate = tags.some((tag) => intermediates.has(tag));
    const isOfRelease = releaseOf(image).some((release) => siblings.has(release));
    if (resource === '' || busy.has(workload) || isKept(image) || isOther || isIntermediate || isOfRelease)
      return [];
    const references = tags.length > 0 ? tags : [image.id];
    const reason = existing.has(resource) ? 'No kept release uses it.' : 'Its resource was deleted.';
    const name = tags[0] ?? image.id;
    return [{ kind: 'image' as const, name, reason, resource, references, imageId: image.id }];
  });
}

/**
 * Choose images that a deployment brought onto the server and that no kept release, container or workload uses. A name
 * that no deployment pulled protects an image: someone else has use for it.
 */
export function supersededImages(
  { everyImage }: Inventory,
  { pulled, named, released, busy }: Protection,
  used: ReadonlySet<string>,
): Candidate[] {
  return everyImage.flatMap((image) => {
    const origin = pulled.get(image.id);
    const [resource] = origin?.workloads ?? [];
    if (!origin || resource === undefined || image.labels[dockerLabel.managed] !== undefined) return [];
    const tags = namesOf(image);
    const isKept =
      released.has(image.id) || used.has(image.id) || origin.workloads.some((uuid) => busy.has(uuid));
    // By its digest, it has no tag.
    const isNamed = [...tags, ...origin.references].some((reference) => named.has(reference));
    if (isKept || isNamed || tags.some((tag) => !origin.references.has(tag))) return [];
    const [name = [...origin.references][0] ?? image.id] = tags;
    const references = tags.length > 0 ? tags : [image.id];
    const reason = 'No kept release uses it.';
    const isPulled = true as const;
    return [{ kind: 'image' as const, name, reason, resource, references, imageId: image.id, isPulled }];
  });
}

/** Get the commit of an image of one service of a compose file, which images of its other services share. */
function releaseOf(image: ImageSummary): string[] {
  const workload = workloadOf(resourceOf(image));
  return image.tags
    .filter((tag) => tag.startsWith(`${workload}_`))
    .map((tag) => `${workload}:${tag.split(':').at(-1)}`);
}

function namesOf({ tags }: ImageSummary): string[] {
  return tags.filter((tag) => !tag.startsWith(NAMELESS));
}

function isOwnName(tag: string, resource: string, { repositories }: Protection): boolean {
  const repository = tag.slice(0, tag.lastIndexOf(':'));
  const workload = workloadOf(resource);
  // Names of images of a compose file end with the service.
  if (repository.startsWith(`${workload}_`)) return true;
  return [resource, workload, repositories.get(workload)].includes(repository);
}
