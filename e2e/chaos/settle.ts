import { setTimeout as sleep } from 'node:timers/promises';
import { errorMessage } from '../../src/domain/error';
import type { Check, Scene } from './checks/context';
import type { History } from './history';

/**
 * Lease and takeover (30 + 60 s), a sweep of servers that were unreachable (three probes of 30 s), the proxy (60 s), and
 * the work itself on a busy machine. Nothing waits for the end of this time: it ends when all checks pass.
 */
const limitMs = 6 * 60_000;
const pauseMs = 1_000;
const dueNowMs = 30_000;
const tellMs = 20_000;
/** All checks pass this often in a row: what comes to rest stays at rest. */
const confirmations = 2;

/** Wait until every check passes. Return what is still wrong at the end of the limit. */
export async function settle(scene: Scene, checks: readonly Check[], history: History): Promise<string[]> {
  const began = history.now();
  let problems: string[] = [];
  let toldAt = Number.NEGATIVE_INFINITY;
  let passed = 0;
  let dueAt = 0;
  while (history.now() - began < limitMs) {
    if (history.now() >= dueAt) {
      await makeDue(scene);
      dueAt = history.now() + dueNowMs;
    }
    problems = [];
    for (const check of checks) {
      problems.push(
        ...(await check(scene).catch((error: unknown) => [`a check failed: ${errorMessage(error)}`])),
      );
    }
    if (problems.length > 0 && history.now() >= toldAt + tellMs) {
      history.add(`waits for:${problems.map((each) => `\n      ${each}`).join('')}`);
      toldAt = history.now();
    }
    passed = problems.length === 0 ? passed + 1 : 0;
    if (passed === confirmations) return [];
    await sleep(pauseMs);
  }
  return problems;
}

/** What failed is tried again after a growing while, up to hours; the run does not wait that long. */
async function makeDue({ pool }: Scene): Promise<void> {
  await pool.query(
    'UPDATE graphile_worker._private_jobs SET run_at = now() WHERE run_at > now() AND locked_at IS NULL',
  );
}
