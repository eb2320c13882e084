import type { Database } from '../db/database';
import { touchKey, touchSession } from '../db/queries/principal';
import { errorMessage } from '../domain/error';
import type { Logger } from '../lib/log';
import type { RequestInfo } from './context';

interface Tools {
  database: Database;
  log: Logger;
}

/** Minimum time between two marks of a credential as used, whatever the number of requests. */
const interval = 60_000;

interface UsedRow {
  id: string;
  lastUsedAt: Date | null;
}

/** Record the use of a key, and its address, alongside the request, which neither waits for it nor fails with it. */
export function recordKeyUse(
  tools: Tools,
  row: UsedRow,
  now: Date,
  { ip, userAgent }: Pick<RequestInfo, 'ip' | 'userAgent'>,
): void {
  recordUse(tools, row, now, () => touchKey(tools.database.pool, { id: row.id, at: now, ip, userAgent }));
}

export function recordSessionUse(tools: Tools, row: UsedRow, now: Date): void {
  recordUse(tools, row, now, () => touchSession(tools.database.pool, { id: row.id, at: now }));
}

function recordUse({ log }: Tools, { id, lastUsedAt }: UsedRow, now: Date, write: () => Promise<void>): void {
  if (lastUsedAt && now.getTime() - lastUsedAt.getTime() < interval) return;
  write().catch((error: unknown) => {
    log.warn({ credential: id, error: errorMessage(error) }, 'last use of a credential could not be written');
  });
}
