import { z } from 'zod';

/** The least that Docker takes (docs.docker.com, "Resource constraints"). */
const leastMemory = 6 * 1024 ** 2;

/** Docker's byte sizes: `"0"` is no limit, otherwise digits with an optional unit. */
export const memoryLimit = z
  .string()
  .regex(/^\d{1,15}(?:\.\d{1,6})?[bkmgBKMG]?$/, 'Must be a size such as 0, 512m or 2g.')
  .refine((size) => sizeInBytes(size) === 0 || sizeInBytes(size) >= leastMemory, {
    message: 'Must be 0 or at least 6m.',
  });

/** `memory_swap` also takes -1: unlimited swap. */
export const memorySwapLimit = z.union(
  [memoryLimit, z.literal('-1')],
  'Must be a size such as 0, 512m or 2g, or -1.',
);

export const cpuLimit = z
  .string()
  .regex(/^\d{1,4}(?:\.\d{1,9})?$/, 'Must be a number of CPUs such as 0, 0.5 or 2.');

/** Linux cpuset list: `0-3,6`. */
export const cpuset = z
  .string()
  .max(255)
  .regex(/^\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*$/, 'Must be CPUs such as 0-3 or 0,2.');

export const cpuShares = z.int().min(0).max(262_144);
export const memorySwappiness = z.int().min(-1).max(100);

const unit = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;

/** Bytes of a size as above. */
export function sizeInBytes(size: string): number {
  const match = /^(\d+(?:\.\d+)?)([bkmg]?)$/i.exec(size);
  const suffix = match?.[2]?.toLowerCase();
  const factor = suffix === 'k' || suffix === 'm' || suffix === 'g' ? unit[suffix] : unit.b;
  return Math.floor(Number(match?.[1] ?? 0) * factor);
}
