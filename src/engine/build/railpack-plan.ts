import { z } from 'zod';
import { AppError } from '../../domain/error';

/** Name of the plan in the folder of the planner. */
export const RAILPACK_PLAN = 'plan.json';

const planSchema = z.looseObject({
  caches: z.record(z.string(), z.unknown()).optional(),
  steps: z.array(z.looseObject({ caches: z.array(z.string()).optional() })).optional(),
});

/**
 * Rename the caches of a railpack plan: its frontend names the cache mounts of BuildKit by its argument `cache-key`, which
 * is no place for a secret, and the names in the plan.
 */
export function withCachesIn(namespace: string, plan: string): string {
  const { caches, steps, ...rest } = parsed(plan);
  const renamed = (name: string) => `${namespace}-${name}`;
  return JSON.stringify({
    ...rest,
    ...(caches && {
      caches: Object.fromEntries(Object.entries(caches).map(([name, cache]) => [renamed(name), cache])),
    }),
    ...(steps && {
      steps: steps.map((step) => ({ ...step, ...(step.caches && { caches: step.caches.map(renamed) }) })),
    }),
  });
}

function parsed(plan: string): z.infer<typeof planSchema> {
  try {
    return planSchema.parse(JSON.parse(plan));
  } catch (cause) {
    throw new AppError('unavailable', 'The plan of railpack has an unknown form. Update railpack.', {
      cause,
    });
  }
}
