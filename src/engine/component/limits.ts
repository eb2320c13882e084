import { sizeInBytes } from '../../domain/input/docker/limits';
import type { LimitsSpec } from '../../domain/workload/container-run';

/** Docker's default swappiness and CPU weight; passing them explicitly fails on hosts whose kernel lacks the control. */
const defaultSwappiness = 60;
const defaultCpuShares = 1024;

/** Convert resource limits to members of Docker's HostConfig. */
export function limitOptions(limits: LimitsSpec): Record<string, number | string> {
  const memory = sizeInBytes(limits.memory) || undefined;
  const options: Record<string, number | string | undefined> = {
    Memory: memory,
    // Docker refuses a swap limit without a memory limit.
    MemorySwap: memory === undefined ? undefined : sizeInBytes(limits.memorySwap) || undefined,
    MemoryReservation: sizeInBytes(limits.memoryReservation) || undefined,
    MemorySwappiness: limits.memorySwappiness === defaultSwappiness ? undefined : limits.memorySwappiness,
    NanoCpus: Math.round(Number(limits.cpus) * 1e9) || undefined,
    CpusetCpus: limits.cpuset || undefined,
    CpuShares: limits.cpuShares === defaultCpuShares ? undefined : limits.cpuShares,
  };
  return Object.fromEntries(
    Object.entries(options).filter((entry): entry is [string, number | string] => entry[1] !== undefined),
  );
}
