import { z } from 'zod';

/** Docker's minimum (docs.docker.com, "Resource constraints"). */
const leastMemory = 6 * 1024 ** 2;
const mostMemory = 1024 ** 5;
const leastCpus = 0.01;
/** Maximum number of CPUs: more than any kernel supports. */
const mostCpu = 8191;

/** Docker's byte sizes: `"0"` is no limit, otherwise digits with an optional unit. */
export const memoryLimit = z
  .string()
  .regex(/^\d{1,15}(?:\.\d{1,6})?[bkmgBKMG]?$/, 'Must be a size such as 0, 512m or 2g.')
  .refine((size) => sizeInBytes(size) === 0 || sizeInBytes(size) >= leastMemory, {
    message: 'Must be 0 or at least 6m.',
  })
  .refine((size) => sizeInBytes(size) <= mostMemory, { message: 'Must be at most 1048576g.' });

/** `memory_swap` also accepts -1: unlimited swap. */
export const memorySwapLimit = z.union(
  [memoryLimit, z.literal('-1')],
  'Must be a size such as 0, 512m or 2g, or -1.',
);

export const cpuLimit = z
  .string()
  .regex(/^\d{1,4}(?:\.\d{1,9})?$/, 'Must be a number of CPUs such as 0, 0.5 or 2.')
  .refine((cpus) => Number(cpus) === 0 || Number(cpus) >= leastCpus, {
    message: 'Must be 0 or at least 0.01.',
  });

/** Linux cpuset list: `0-3,6`. */
export const cpuset = z
  .string()
  .max(255)
  .regex(/^\d{1,4}(?:-\d{1,4})?(?:,\d{1,4}(?:-\d{1,4})?)*$/, 'Must be CPUs such as 0-3 or 0,2.')
  .refine((set) => set.split(',').every(isCpuRange), {
    message: 'Must be ranges from a lower to a higher CPU, such as 0-3.',
  });

function isCpuRange(text: string): boolean {
  const [from = 0, to = from] = text.split('-').map(Number);
  return from <= to && to <= mostCpu;
}

/** The kernel does not accept a weight of 1; 0 is its default. */
export const cpuShares = z
  .int()
  .min(0)
  .max(262_144)
  .refine((shares) => shares !== 1, { message: 'Must be 0 or at least 2.' });
export const memorySwappiness = z.int().min(-1).max(100);

const unit = { b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;

/** Convert a size to bytes; -1 for `-1`, 0 for an invalid size. */
export function sizeInBytes(size: string): number {
  if (size === '-1') return -1;
  const match = /^(\d+(?:\.\d+)?)([bkmg]?)$/i.exec(size);
  const suffix = match?.[2]?.toLowerCase();
  const factor = suffix === 'k' || suffix === 'm' || suffix === 'g' ? unit[suffix] : unit.b;
  return Math.floor(Number(match?.[1] ?? 0) * factor);
}

/** Memory limits of one container, as given. */
export interface MemoryLimits {
  limitsMemory: string;
  limitsMemorySwap: string;
  limitsMemoryReservation: string;
}

export interface Contradiction {
  field: 'limits_memory_swap' | 'limits_memory_reservation';
  reason: string;
}

/** Find the contradiction between limits that are valid one by one but that Docker refuses; null when they agree. */
export function memoryContradiction(limits: MemoryLimits): Contradiction | null {
  const memory = sizeInBytes(limits.limitsMemory);
  const swap = sizeInBytes(limits.limitsMemorySwap);
  const reservation = sizeInBytes(limits.limitsMemoryReservation);
  if (swap > 0 && memory === 0)
    return { field: 'limits_memory_swap', reason: 'Needs limits_memory, which is 0.' };
  if (swap > 0 && swap < memory)
    return {
      field: 'limits_memory_swap',
      reason: `Is the sum of memory and swap, so it must be at least limits_memory (${limits.limitsMemory}).`,
    };
  if (memory > 0 && reservation > memory)
    return {
      field: 'limits_memory_reservation',
      reason: `Must be at most limits_memory (${limits.limitsMemory}).`,
    };
  return null;
}
