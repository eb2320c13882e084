import type { Server } from '../../db/generated/client';
import { nextRun } from '../../domain/input/time/next-run';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { getServer } from '../servers/list';

export type CleanupSettings = Pick<
  Server,
  | 'cleanupFrequency'
  | 'cleanupThreshold'
  | 'isCleanupForced'
  | 'removesUnusedVolumes'
  | 'removesUnusedNetworks'
  | 'keepsCurrentImageOnly'
  | 'cleanupNextRunAt'
>;

/** The settings, and what became of them. */
export interface MarkedCleanupSettings extends CleanupSettings {
  /** Whether the last cleanups all failed or were missed. */
  isCleanupFailing: boolean;
}

/** Get when cleanups of a server run and what they remove. @throws AppError 404 */
export async function getCleanupSettings(scope: Scope, uuid: string): Promise<MarkedCleanupSettings> {
  return getServer(scope, uuid);
}

type Change = { [K in Exclude<keyof CleanupSettings, 'cleanupNextRunAt'>]?: CleanupSettings[K] | undefined };

/** Update when cleanups of a server run and what they remove; absent members stay unchanged. @throws AppError 404 */
export async function updateCleanupSettings(
  scope: Scope,
  uuid: string,
  change: Change,
): Promise<MarkedCleanupSettings> {
  const before = await findServer(scope, uuid);
  const { cleanupFrequency = before.cleanupFrequency } = change;
  const isRescheduled = cleanupFrequency !== before.cleanupFrequency;
  const after = await scope.db.server.update({
    where: { id: before.id },
    data: {
      ...change,
      ...(isRescheduled && { cleanupNextRunAt: nextRun(cleanupFrequency, scope.clock.now()) }),
    },
  });
  scope.notes.changed(before, after);
  await changed(scope, 'server', uuid);
  return getCleanupSettings(scope, uuid);
}
