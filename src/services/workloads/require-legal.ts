import type { Workload } from '../../db/generated/client';
import { AppError } from '../../domain/error';
import { type WorkloadAction, workloadCan } from '../../domain/states';
import { workloadResources } from '../../domain/workload/names';

/** Require that the table of legal actions (domain/states.ts) allows this now. @throws AppError `conflict` */
export function requireLegal(
  { kind, status, deletingAt }: Pick<Workload, 'kind' | 'status' | 'deletingAt'>,
  action: WorkloadAction,
): void {
  if (workloadCan(action, { status, isDeleting: deletingAt !== null })) return;
  throw beingDeleted(kind);
}

export function beingDeleted(kind: Workload['kind']): AppError {
  return new AppError(
    'conflict',
    `The ${workloadResources[kind]} is being deleted and can no longer be changed.`,
  );
}
