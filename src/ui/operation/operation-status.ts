import { type OperationStatus, operationCan } from '../../domain/states';
import type { Tone } from '../primitives/badge';

interface Look {
  label: string;
  tone: Tone;
}

const looks: Record<OperationStatus, Look> = {
  queued: { label: 'Queued', tone: 'idle' },
  in_progress: { label: 'In progress', tone: 'busy' },
  finished: { label: 'Finished', tone: 'ok' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'warn' },
};

/** Convert a status of the API, which writes `cancelled-by-user` for `cancelled` (coolify-api §5.2). */
export function operationStatusOf(wire: string): OperationStatus {
  switch (wire) {
    case 'queued':
    case 'in_progress':
    case 'finished':
    case 'failed':
      return wire;
    default:
      return 'cancelled';
  }
}

/**
 * Label and colour of a status.
 * @param isWaiting its image is ready, and it waits for the other deployments of its group
 */
export function operationLook(wire: string, isWaiting = false): Look {
  return isWaiting ? { label: 'Waiting for its group', tone: 'busy' } : looks[operationStatusOf(wire)];
}

export function isOver(wire: string): boolean {
  return operationCan.isTerminal(operationStatusOf(wire));
}

export function canCancel(wire: string): boolean {
  return operationCan.cancel(operationStatusOf(wire));
}
