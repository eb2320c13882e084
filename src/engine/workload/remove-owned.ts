import { AppError, errorMessage } from '../../domain/error';
import { ofWorkload } from '../component/labels';
import { removeEmptyNetwork } from '../network/remove-network';
import type { OwnedKind } from '../plan/action';
import { findProxy } from '../proxy/model/find-proxy';
import { removeWithLayers } from '../server/build-cache';
import { mountedFolders } from '../server/folders';
import { removeTree } from '../server/remove-entries';
import type { WorkloadPlace } from './containers';
import { folderNames } from './mounted-folders';

/** Most time for a list of the build cache, so that an old Docker does not use up the time of the whole step. */
const CACHE_LIST_DEADLINE_MS = 2 * 60_000;

/**
 * Remove the volumes, images or networks of a workload, each on its own: one that is still in use does not block the
 * others. With images go the layers that BuildKit's cache has of them.
 * @param onCacheProblem gets the reason why such layers stay
 * @returns what was removed, and what could not be
 */
export async function removeOwned(
  place: WorkloadPlace,
  kind: OwnedKind,
  onCacheProblem: (error: unknown) => void,
): Promise<Removed> {
  const objects = await ownedObjects(place, kind);
  if (kind !== 'images' || objects.length === 0) return removeEach(objects);
  const options = { listDeadlineMs: CACHE_LIST_DEADLINE_MS, onProblem: onCacheProblem };
  return removeWithLayers(place.host, options, () => removeEach(objects));
}

async function removeEach(objects: readonly Owned[]): Promise<Removed> {
  const removed: string[] = [];
  const problems: Problem[] = [];
  for (const { what, remove } of objects) {
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

interface Problem {
  what: string;
  error: unknown;
}

/** Make the error for objects that could not be removed. Its cause is the first failure, which may be temporary. */
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
      const folders = await folderNames({ host, workload });
      return [
        ...volumes.map(({ name }) => ({ what: `volume ${name}`, remove: () => docker.removeVolume(name) })),
        ...folders.map((name) => ({
          what: `folder ${name}`,
          remove: () => removeTree(host, `${mountedFolders(workload)}/${name}`),
        })),
      ];
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
        remove: () => removeNetwork({ host, workload }, name),
      }));
    }
  }
}

/** Remove a network after the proxy has left it. */
async function removeNetwork({ host, workload }: WorkloadPlace, name: string): Promise<void> {
  const proxy = await findProxy({ host, instanceId: workload.instanceId });
  if (!(await removeEmptyNetwork(host, proxy, name)))
    throw new AppError('conflict', 'Containers of other workloads still use it.');
}
