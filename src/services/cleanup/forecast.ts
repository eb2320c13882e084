import type { CleanupObject } from '../../domain/cleanup';
import { type DiskUse, usedPercent } from '../../domain/disk-forecast';
import { errorMessage } from '../../domain/error';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { unrecordedHostOf } from '../servers/host';
import { withinDeadline } from '../within-deadline';
import { dockerDisk, forecastDisk } from './disk';
import { bytesOf, type CleanupExtent, findUnneeded } from './find-unneeded';

/** For connecting and measuring: a page waits for it. */
const DEADLINE_MS = 30_000;

/** What a cleanup would do now. */
export interface CleanupForecast {
  objects: readonly CleanupObject[];
  bytes: number;
  /** null: the server did not answer. */
  disk: DiskUse | null;
  daysUntilFull: number | null;
  /** Whether a scheduled cleanup would remove anything now. */
  isDue: boolean;
  /** Why nothing is known; null: the server answered. */
  problem: string | null;
}

/** Say what a cleanup of a server would remove now; nothing is changed. @throws AppError 404 */
export async function forecastCleanup(
  scope: Scope,
  uuid: string,
  asked: { [K in keyof CleanupExtent]?: boolean | undefined },
): Promise<CleanupForecast> {
  const server = await findServer(scope, uuid);
  const extent = {
    removesVolumes: asked.removesVolumes ?? server.removesUnusedVolumes,
    removesNetworks: asked.removesNetworks ?? server.removesUnusedNetworks,
  };
  try {
    return await withinDeadline(DEADLINE_MS, async () => {
      const host = unrecordedHostOf(scope, server);
      const disk = await dockerDisk(host);
      const objects = await findUnneeded(scope, server, host, extent);
      return {
        objects,
        bytes: bytesOf(objects),
        disk,
        daysUntilFull: await forecastDisk(scope, server, disk),
        isDue: server.isCleanupForced || usedPercent(disk) >= server.cleanupThreshold,
        problem: null,
      };
    });
  } catch (error) {
    const problem = errorMessage(error);
    scope.log.info({ server: uuid, error: problem }, 'cleanup not forecast');
    return { objects: [], bytes: 0, disk: null, daysUntilFull: null, isDue: false, problem };
  }
}
