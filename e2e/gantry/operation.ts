import { expect } from 'vitest';
import type { Gantry } from './gantry';

/** The last operation of a workload. */
export interface LastOperation {
  uuid: string;
  status: string;
  reason: string | null;
}

/** Wait until nothing is being done with a workload; null when the workload is gone. */
export async function settled(
  { database }: Pick<Gantry, 'database'>,
  workload: string,
  timeout = 180_000,
): Promise<LastOperation | null> {
  let last: LastOperation | null = null;
  await expect
    .poll(
      async () => {
        last = await database.unscoped.operation.findFirst({
          where: { workload: { uuid: workload } },
          orderBy: { id: 'desc' },
          select: { uuid: true, status: true, reason: true },
        });
        return last?.status ?? 'gone';
      },
      { timeout, interval: 200 },
    )
    .not.toMatch(/queued|in_progress/);
  return last;
}
