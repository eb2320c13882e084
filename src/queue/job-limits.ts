import { z } from 'zod';

/** Concurrent jobs of machine work in one process: they mostly wait for a machine. */
export const MACHINE_JOBS = 48;

/** Concurrent deliveries to webhooks in one process: a dead receiver holds one for seconds. */
export const WEBHOOK_JOBS = 8;

interface PlaceLimits {
  organization: number;
  server: number;
}

/** How many of these may belong to one organization or server: the rest stays free for others. */
export const MACHINE_LIMITS: PlaceLimits = { organization: 8, server: 2 };
export const WEBHOOK_LIMITS: PlaceLimits = { organization: 2, server: 2 };

const place = z.object({ organizationId: z.string().optional(), serverUuid: z.string().optional() });

/** Get the limits that a job counts against, as flags of its row in the queue. */
export function limitFlags(payload: unknown): string[] {
  const { organizationId, serverUuid } = place.parse(payload);
  return [
    ...(organizationId === undefined ? [] : [`organization:${organizationId}`]),
    ...(serverUuid === undefined ? [] : [`server:${serverUuid}`]),
  ];
}

/** Counts the jobs that run in this process, by their limits. */
export class JobLimits {
  readonly #running = new Map<string, number>();
  readonly #limits: PlaceLimits;

  constructor(limits: PlaceLimits) {
    this.#limits = limits;
  }

  /** Get the flags whose limit is reached: jobs with such a flag are not taken from the queue. */
  readonly forbidden = (): string[] =>
    [...this.#running].filter(([flag, count]) => count >= this.#limitOf(flag)).map(([flag]) => flag);

  /** Count a job while `work` runs. @returns false when a limit is reached and it was not run */
  async run(flags: readonly string[], work: () => Promise<void>): Promise<boolean> {
    // Two may be taken from the queue at the same moment.
    if (flags.some((flag) => this.#count(flag) >= this.#limitOf(flag))) return false;
    for (const flag of flags) this.#running.set(flag, this.#count(flag) + 1);
    try {
      await work();
    } finally {
      for (const flag of flags) this.#leave(flag);
    }
    return true;
  }

  #leave(flag: string): void {
    const left = this.#count(flag) - 1;
    if (left > 0) this.#running.set(flag, left);
    else this.#running.delete(flag);
  }

  #count(flag: string): number {
    return this.#running.get(flag) ?? 0;
  }

  #limitOf(flag: string): number {
    return flag.startsWith('server:') ? this.#limits.server : this.#limits.organization;
  }
}
