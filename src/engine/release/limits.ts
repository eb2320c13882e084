import type { LimitsSpec } from '../../domain/deployment-spec';
import { AppError } from '../../domain/error';

const units: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** Bytes of a size in Docker's spelling (`512m`, `1.5g`, `1024`); undefined for "none" (`0` or empty). */
export function parseSize(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*([bkmg]?)b?$/i.exec(text.trim());
  if (text.trim() === '') return undefined;
  const unit = units[match?.[2]?.toLowerCase() ?? ''];
  if (!match || unit === undefined)
    throw new AppError('validation_failed', `"${text}" is not a memory size such as 512m.`);
  return Math.round(Number(match[1]) * unit) || undefined;
}

/** Docker's default swappiness and CPU weight; passing them explicitly fails on hosts whose kernel lacks the control. */
const defaultSwappiness = 60;
const defaultCpuShares = 1024;

/** Resource limits as members of Docker's HostConfig. */
export function limitOptions(limits: LimitsSpec): Record<string, number | string> {
  const memory = parseSize(limits.memory);
  const options: Record<string, number | string | undefined> = {
    Memory: memory,
    // Docker refuses a swap limit without a memory limit.
    MemorySwap: memory === undefined ? undefined : parseSize(limits.memorySwap),
    MemoryReservation: parseSize(limits.memoryReservation),
    MemorySwappiness: limits.memorySwappiness === defaultSwappiness ? undefined : limits.memorySwappiness,
    NanoCpus: Math.round(Number(limits.cpus) * 1e9) || undefined,
    CpusetCpus: limits.cpuset || undefined,
    CpuShares: limits.cpuShares === defaultCpuShares ? undefined : limits.cpuShares,
  };
  return Object.fromEntries(
    Object.entries(options).filter((entry): entry is [string, number | string] => entry[1] !== undefined),
  );
}
