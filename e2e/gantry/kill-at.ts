import { MAX_ATTEMPTS } from '../../src/services/operations/run';
import type { Gantry } from './gantry';
import { type Boundary, StepGate } from './step-gate';

/** Kills that one operation survives: Gantry gives up one that is interrupted more often. */
export const MOST_KILLS = MAX_ATTEMPTS - 1;

/**
 * `kill -9` Gantry at each boundary of one operation that is asked for, in their order. Each time it is started again
 * when it is dead, and goes on to the next.
 */
export async function killAt(
  gantry: Gantry,
  boundaries: readonly Boundary[],
  ask: () => Promise<unknown>,
): Promise<void> {
  const gate = new StepGate(gantry.database.pool);
  let asked: Promise<unknown> | null = null;
  try {
    for (const boundary of boundaries) {
      await gate.close(boundary);
      // An answer that waits for the operation dies with the process.
      if (asked === null) asked = ask().catch(() => undefined);
      else await gantry.boot();
      await gate.reached();
      await gantry.kill('SIGKILL');
      await gate.open();
    }
  } finally {
    await gate.open();
    await gantry.kill('SIGKILL');
    await gantry.boot();
  }
  await asked;
}

/**
 * Share boundaries out to as few operations as can be killed at all of them. Those of one operation lie far apart, so
 * that each process works for a while before it is killed.
 */
export function sharedOut(boundaries: readonly Boundary[]): Boundary[][] {
  const operations = Math.ceil(boundaries.length / MOST_KILLS);
  return Array.from({ length: operations }, (_, first) =>
    boundaries.filter((_, index) => index % operations === first),
  );
}
