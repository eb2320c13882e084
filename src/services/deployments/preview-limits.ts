import { sizeInBytes } from '../../domain/input/docker/limits';

/** Limits of third-party code when nothing else limits it (deployment contract D8.3). */
const FORK_MEMORY = '512m';
const FORK_CPUS = '1';

interface Limits {
  limitsMemory: string;
  limitsMemorySwap: string;
  limitsMemoryReservation: string;
  limitsCpus: string;
}

/** null: as the application. */
export interface PreviewLimits {
  previewLimitsMemory: string | null;
  previewLimitsCpus: string | null;
}

/**
 * Get the limits of a preview: its own, else those of its application; code from a fork is always limited. Swap and
 * reservation that do not fit another memory limit are left to Docker's defaults.
 */
export function limitsOfPreview(
  application: Limits,
  { previewLimitsMemory, previewLimitsCpus }: PreviewLimits,
  isFork: boolean,
): Limits {
  const memory = previewLimitsMemory ?? application.limitsMemory;
  const cpus = previewLimitsCpus ?? application.limitsCpus;
  const limitsMemory = isFork && sizeInBytes(memory) === 0 ? FORK_MEMORY : memory;
  const limitsCpus = isFork && Number(cpus) === 0 ? FORK_CPUS : cpus;
  const { limitsMemorySwap, limitsMemoryReservation } = application;
  const bytes = sizeInBytes(limitsMemory);
  const isSame = bytes === sizeInBytes(application.limitsMemory);
  const isReserved = bytes === 0 || sizeInBytes(limitsMemoryReservation) <= bytes;
  return {
    limitsMemory,
    limitsMemorySwap: isSame ? limitsMemorySwap : '0',
    limitsMemoryReservation: isReserved ? limitsMemoryReservation : '0',
    limitsCpus,
  };
}
