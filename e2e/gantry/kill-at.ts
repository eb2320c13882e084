import type { Gantry } from './gantry';
import { type Boundary, StepGate } from './step-gate';

/** `kill -9` Gantry when an operation that is asked for comes to a boundary; start it again when it is dead. */
export async function killAt(gantry: Gantry, boundary: Boundary, ask: () => Promise<unknown>): Promise<void> {
  const gate = new StepGate(gantry.database.pool);
  await gate.close(boundary);
  // An answer that waits for the operation dies with the process.
  const asked = ask().catch(() => undefined);
  try {
    await gate.reached();
    await gantry.kill('SIGKILL');
  } finally {
    await gate.open();
    await gantry.kill('SIGKILL');
    await gantry.boot();
  }
  await asked;
}
