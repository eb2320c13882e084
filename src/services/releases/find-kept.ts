import type { Release } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { parseImageReference } from '../../domain/input/docker/image-reference';
import type { OrganizationScope } from '../context';

/** A release that can be rolled back to. */
export type KeptRelease = Pick<
  Release,
  'uuid' | 'deploymentUuid' | 'image' | 'digest' | 'commit' | 'configHash' | 'isCurrent'
>;

/** List the releases of an application that can be rolled back to, newest first. */
export function listKeptReleases(
  { db }: Pick<OrganizationScope, 'db'>,
  workloadId: number,
): Promise<KeptRelease[]> {
  return db.release.findMany({
    where: { workloadId, specification: { isNot: null } },
    select: {
      uuid: true,
      deploymentUuid: true,
      image: true,
      digest: true,
      commit: true,
      configHash: true,
      isCurrent: true,
    },
    orderBy: { id: 'desc' },
  });
}

/** Digits of an image id that identify it when its tag does not. */
const ID_DIGITS = 12;

/**
 * The tag of a release's image among the others, or the start of its id if another image has the tag by now or there is
 * none.
 * @param releases newest first
 */
export function tagOf(release: KeptRelease, releases: readonly KeptRelease[]): string {
  const tag = parseImageReference(release.image)?.tag ?? null;
  const isMoved = releases.find(({ image }) => image === release.image)?.digest !== release.digest;
  if (tag !== null && !isMoved) return tag;
  return release.digest.replace('sha256:', '').slice(0, ID_DIGITS) || (tag ?? release.image);
}

/** Fewest digits that identify a commit or an image id. */
const FEWEST_DIGITS = 7;

/**
 * Get the requested release: the newest with a tag, or with the first digits of a commit or an image id.
 * @param deploymentUuid the deployment that made it, when several have the same image
 * @throws AppError 422 when none is kept
 */
export function keptRelease(
  releases: readonly KeptRelease[],
  commit: string,
  deploymentUuid: string | undefined,
): KeptRelease {
  const begins = (text: string | null) => commit.length >= FEWEST_DIGITS && text?.startsWith(commit) === true;
  const named = releases.filter(
    (release) =>
      tagOf(release, releases) === commit ||
      begins(release.commit) ||
      begins(release.digest.replace('sha256:', '')),
  );
  const found =
    deploymentUuid === undefined
      ? named[0]
      : named.find((release) => release.deploymentUuid === deploymentUuid);
  if (found) return found;
  throw invalidField(
    named.length === 0 ? 'commit' : 'deployment_uuid',
    'Its release is no longer kept. Choose one of the rollback images, or deploy the commit again.',
  );
}
