import { AppError, errorMessage } from '../../domain/error';
import { ofWorkload } from '../component/labels';
import type { OwnedKind } from '../plan/action';
import type { WorkloadPlace } from './containers';

/** In the order in which they can be removed. */
export const OWNED_KINDS: readonly OwnedKind[] = ['volumes', 'images', 'networks'];

/**
 * Remove the volumes, images or networks of a workload, each by itself: one that is still in use does not keep the
 * others from being removed.
 * @returns what was removed, and what could not be
 */
export async function removeOwned(place: WorkloadPlace, kind: OwnedKind): Promise<Removed> {
  const removed: string[] = [];
  const problems: Problem[] = [];
  for (const { what, remove } of await ownedObjects(place, kind)) {
    try {
      await remove();
      removed.push(what);
    } catch (error) {
      problems.push({ what, error });
    }
  }
  return { removed, problems };
}

interface Removed {
  removed: string[];
  problems: Problem[];
}

export interface Problem {
  what: string;
  error: unknown;
}

/** What is said of objects that could not be removed, caused by the first failure: it may be one that passes. */
export function notAllRemoved(problems: readonly Problem[]): AppError {
  const texts = problems.map(({ what, error }) => `${what}: ${errorMessage(error)}`);
  return new AppError('conflict', `Not everything could be removed. ${texts.join('; ')}`, {
    cause: problems[0]?.error,
  });
}

interface Owned {
  what: string;
  remove: () => Promise<void>;
}

async function ownedObjects({ host, workload }: WorkloadPlace, kind: OwnedKind): Promise<Owned[]> {
  const { docker } = host;
  const labels = ofWorkload(workload);
  switch (kind) {
    case 'volumes': {
      const volumes = await docker.listVolumes(labels);
      return volumes.map(({ name }) => ({ what: `volume ${name}`, remove: () => docker.removeVolume(name) }));
    }
    case 'images': {
      const images = await docker.listImages(labels);
      return images.flatMap(({ id, tags }) => {
        // An image that lost its name to a newer build is listed as `<none>:<none>`.
        const names = tags.filter((tag) => !tag.startsWith('<none>'));
        return (names.length > 0 ? names : [id]).map((reference) => ({
          what: `image ${reference}`,
          remove: () => docker.removeImage(reference),
        }));
      });
    }
    case 'networks': {
      const networks = await docker.listNetworks(labels);
      return networks.map(({ name }) => ({
        what: `network ${name}`,
        remove: () => docker.removeNetwork(name),
      }));
    }
  }
}
