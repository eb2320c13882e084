import { AppError } from '../../domain/error';
import { type WorkloadAction, workloadCan } from '../../domain/states';

/** @throws AppError `conflict` when the table of legal actions (domain/states.ts) forbids it now */
export function requireLegal(
  { status, deletingAt }: { status: string; deletingAt: Date | null },
  action: WorkloadAction,
): void {
  if (workloadCan(action, { status, isDeleting: deletingAt !== null })) return;
  throw beingDeleted();
}

export function beingDeleted(): AppError {
  return new AppError('conflict', 'The application is being deleted. Nothing else can be done with it.');
}
