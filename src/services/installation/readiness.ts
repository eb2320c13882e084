import { ownMigrations, type ReadinessRow, readReadiness } from '../../db/queries/readiness';
import { errorMessage } from '../../domain/error';
import { DEAD_AFTER_MS } from '../../queue/worker-process';
import type { Services } from '../context';

/** How long the database may take to answer. */
const ANSWER_MS = 1_000;

/**
 * Find out why this process cannot work, and what to do (deployment contract D20.1); null: it can. A process without
 * its own worker is ready when any worker process is alive.
 */
export async function whyNotReady({
  database,
  clock,
}: Pick<Services, 'database' | 'clock'>): Promise<string | null> {
  const impatience = new AbortController();
  const tooLate = clock.sleep(ANSWER_MS, impatience.signal).then(
    () => 'The database did not respond within a second.',
    () => null, // it answered
  );
  const answer = readReadiness(database.critical).then(problemOf, problemOfFailure);
  const problem = await Promise.race([answer, tooLate]);
  impatience.abort();
  return problem;
}

function problemOf({ applied, heartbeatAgeMs }: ReadinessRow): string | null {
  const has = new Set(applied);
  const missing = ownMigrations().filter((name) => !has.has(name));
  if (missing.length > 0)
    return `The database lacks ${missing.length} migrations of this version (${missing[0]}). Restart Gantry to run them.`;
  if (heartbeatAgeMs === null) return 'No worker is running. Start one with GANTRY_ROLE=all or worker.';
  if (heartbeatAgeMs >= DEAD_AFTER_MS)
    return `No worker has sent a heartbeat for ${Math.round(heartbeatAgeMs / 1000)} s. Check its log, or start one.`;
  return null;
}

function problemOfFailure(error: unknown): string {
  return `The database cannot be used: ${errorMessage(error)}`;
}
