import { invalidField } from '../../domain/error';
import { type MemoryLimits, memoryContradiction } from '../../domain/input/docker/limits';

/** Defaults of the columns. */
const NO_LIMITS: MemoryLimits = { limitsMemory: '0', limitsMemorySwap: '0', limitsMemoryReservation: '0' };

/**
 * Refuse memory limits that a container cannot have together, unchanged ones included.
 * @param stored null: the workload is new
 * @throws AppError 422 on the field
 */
export function requireAgreeingLimits(stored: MemoryLimits | null, change: Partial<MemoryLimits>): void {
  const { limitsMemory, limitsMemorySwap, limitsMemoryReservation } = change;
  const isUntouched = [limitsMemory, limitsMemorySwap, limitsMemoryReservation].every(
    (limit) => limit === undefined,
  );
  if (isUntouched) return;
  const before = stored ?? NO_LIMITS;
  const contradiction = memoryContradiction({
    limitsMemory: limitsMemory ?? before.limitsMemory,
    limitsMemorySwap: limitsMemorySwap ?? before.limitsMemorySwap,
    limitsMemoryReservation: limitsMemoryReservation ?? before.limitsMemoryReservation,
  });
  if (contradiction) throw invalidField(contradiction.field, contradiction.reason);
}
