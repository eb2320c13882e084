import { singleLine } from '../text';

const MAX_BYTES = 512;

export interface ImageReference {
  /** Registry host[:port], or null for Docker Hub. */
  registry: string | null;
  /** Repository with its registry: the part before `:` or `@` in `docker pull`. */
  name: string;
  tag: string | null;
  /** `sha256:…`. */
  digest: string | null;
}

/** The grammar of github.com/distribution/reference. */
const component = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*';
const domainLabel = '[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?';
const domain = `(?:${domainLabel}(?:\\.${domainLabel})*|\\[[0-9A-Fa-f:]+\\])(?::[0-9]{1,5})?`;
const nameForm = new RegExp(`^(?:(${domain})/)?(${component}(?:/${component})*)$`);
const tagForm = /^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/;
const digestForm = /^(?:sha256:[0-9a-f]{64}|sha512:[0-9a-f]{128})$/;
const NAME_MAX = 255;

/** Parse `name[:tag]` or `name[:tag]@sha256:…`; null when it is not a reference (hostile-inputs row 19). */
export function parseImageReference(text: string): ImageReference | null {
  const at = text.indexOf('@');
  const digest = at === -1 ? null : text.slice(at + 1);
  if (digest !== null && !digestForm.test(digest)) return null;
  const tagged = at === -1 ? text : text.slice(0, at);
  const colon = tagged.lastIndexOf(':');
  const hasTag = colon > tagged.lastIndexOf('/');
  const tag = hasTag ? tagged.slice(colon + 1) : null;
  const name = hasTag ? tagged.slice(0, colon) : tagged;
  if ((tag !== null && !tagForm.test(tag)) || name.length > NAME_MAX) return null;
  return nameParts(name, tag, digest);
}

function nameParts(name: string, tag: string | null, digest: string | null): ImageReference | null {
  const slash = name.indexOf('/');
  const head = slash === -1 ? '' : name.slice(0, slash);
  const hasRegistry = head === 'localhost' || /[.:[\]A-Z]/.test(head); // Docker's rule for a registry host
  const match = nameForm.exec(name);
  if (!match || (hasRegistry && !hasPossiblePort(head))) return null;
  if (!hasRegistry && !new RegExp(`^${component}(?:/${component})*$`).test(name)) return null;
  return { registry: hasRegistry ? head.toLowerCase() : null, name, tag, digest };
}

/** Whether the port is valid. The grammar allows any digits, but nothing listens outside 1 to 65535. */
function hasPossiblePort(registry: string): boolean {
  const port = /:(\d+)$/.exec(registry)?.[1];
  return port === undefined || (Number(port) >= 1 && Number(port) <= 65_535);
}

/** Forms of Docker Hub's name that the engine strips: the rest may name an image of the server. */
const hub = /^(?:(?:index\.)?docker\.io\/)?(?:library\/)?/i;

/** The form in which Docker lists a reference: without Docker Hub's name, and with a tag or a digest. */
export function listedReference(reference: string): string {
  const parsed = parseImageReference(reference);
  if (!parsed) return reference;
  const name = parsed.name.replace(hub, '');
  return parsed.digest === null ? `${name}:${parsed.tag ?? 'latest'}` : `${name}@${parsed.digest}`;
}

/**
 * Get the public id of the workload that an image is named after, as images built by Gantry are (`<id>:<commit>`,
 * `<id>_web:<commit>`); null for any other image.
 */
export function workloadOfImage(reference: string): string | null {
  const name = parseImageReference(reference)?.name.replace(hub, '') ?? '';
  return /^([a-z0-9]{24})(?:[_-].*)?$/.exec(name)?.[1] ?? null;
}

export const IMAGE_OF_WORKLOAD =
  'Is an image that Gantry built for a resource; only that resource may run it. Use an image from a registry.';

/** `docker_registry_image_name`: a repository, with an optional tag or digest. */
export const imageName = singleLine(MAX_BYTES)
  .refine(
    (text) => parseImageReference(text) !== null,
    'Must be an image name such as registry.example.com/team/app.',
  )
  .refine((text) => workloadOfImage(text) === null, IMAGE_OF_WORKLOAD);

/** `docker_registry_image_tag`: a tag, or the digest `sha256:…` (older clients write `sha256-…`). */
export const imageTag = singleLine(MAX_BYTES).refine(
  (text) => tagForm.test(text) || digestForm.test(text),
  'Must be an image tag or a sha256 digest.',
);

/** Join name and tag fields to one reference; the tag field wins over a tag in the name. */
export function joinImageReference(name: string, tag: string | null): string {
  const parsed = parseImageReference(name);
  if (!parsed || tag === null || tag === '') return name;
  const digest = /^sha256-[0-9a-f]{64}$/.test(tag) ? tag.replace('-', ':') : tag;
  return digestForm.test(digest) ? `${parsed.name}@${digest}` : `${parsed.name}:${tag}`;
}
