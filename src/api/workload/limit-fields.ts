import * as limits from '../../domain/input/docker/limits';
import { clearable } from '../wire/clearable';

/** Limits of the containers of a workload (coolify-api §2, limits_*). */
export const limitFields = {
  limits_memory: limits.memoryLimit,
  limits_memory_swap: limits.memorySwapLimit,
  limits_memory_swappiness: limits.memorySwappiness,
  limits_memory_reservation: limits.memoryLimit,
  limits_cpus: limits.cpuLimit,
  limits_cpuset: clearable(limits.cpuset),
  limits_cpu_shares: limits.cpuShares,
};
