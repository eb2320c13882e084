import type { Server } from '../../db/generated/client';
import { isFailing, PERIODS_TO_MARK } from '../../domain/failing-schedule';
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
  const server = await getServer(scope, uuid);
  return { ...server, isCleanupFailing: await isCleanupFailing(scope, server.id) };
}

async function isCleanupFailing({ db }: Scope, serverId: number): Promise<boolean> {
  const newest = await db.cleanupExecution.findMany({
    where: { serverId, status: { not: 'running' } },
    orderBy: { id: 'desc' },
    take: PERIODS_TO_MARK,
    select: { status: true },
  });
  return isFailing(newest);
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
  return { ...after, isCleanupFailing: await isCleanupFailing(scope, before.id) };
}
