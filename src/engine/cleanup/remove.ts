import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import { removeEmptyNetwork } from '../network/remove-network';
import { findProxy } from '../proxy/model/find-proxy';
import type { Candidate } from './candidate';

/** Time to stop for a container of a removed preview. */
const GRACE_SECONDS = 10;

/** Remove one object. @returns false when it has come into use meanwhile, and stays */
export async function removeUnneeded(
  host: Host,
  instanceId: string,
  { kind, references, isRunning = false }: Pick<Candidate, 'kind' | 'references' | 'isRunning'>,
): Promise<boolean> {
  const { docker } = host;
  try {
    for (const reference of references) {
      if (kind === 'network') {
        const proxy = await findProxy({ host, instanceId });
        if (!(await removeEmptyNetwork(host, proxy, reference))) return false;
      } else if (kind === 'container') {
        if (isRunning) await docker.stopContainer(reference, GRACE_SECONDS);
        await docker.removeContainer(reference, { force: false, volumes: false });
      } else if (kind === 'image') await docker.removeImage(reference);
      else await docker.removeVolume(reference);
    }
    return true;
  } catch (error) {
    // Docker refuses to remove what is in use.
    if (error instanceof AppError && error.code === 'conflict') return false;
    throw error;
  }
}
