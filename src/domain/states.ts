import { conditionOf } from './container-condition';

/** Every state that rows move through and every move that is legal: services, buttons and tests read these tables. */

export const operationStatuses = ['queued', 'in_progress', 'finished', 'failed', 'cancelled'] as const;
export type OperationStatus = (typeof operationStatuses)[number];

/** States of an operation (deployment contract D9.4). */
export const operationMoves: Record<OperationStatus, readonly OperationStatus[]> = {
  queued: ['in_progress', 'failed', 'cancelled'],
  in_progress: ['finished', 'failed', 'cancelled'],
  finished: [],
  failed: [],
  cancelled: [],
};

export const activeOperationStatuses = [
  'queued',
  'in_progress',
] as const satisfies readonly OperationStatus[];

export const operationCan = {
  move: (from: OperationStatus, to: OperationStatus) => operationMoves[from].includes(to),
  /** @param isUndoing it failed and is being undone: a cancel could do no more */
  cancel: (status: OperationStatus, { isUndoing = false } = {}) =>
    !isUndoing && operationMoves[status].includes('cancelled'),
  isTerminal: (status: OperationStatus) => operationMoves[status].length === 0,
};

export const previewStates = ['waiting', 'deploying', 'running', 'failed', 'removing'] as const;
export type PreviewState = (typeof previewStates)[number];

/**
 * States of a preview (deployment contract D8.2, D8.3). `waiting`: for the approval of a member; `running`: its last
 * deployment finished. A pull request that is reopened while its preview is removed is deployed again.
 */
export const previewMoves: Record<PreviewState, readonly PreviewState[]> = {
  waiting: ['deploying', 'removing'],
  deploying: ['deploying', 'running', 'failed', 'removing'],
  running: ['deploying', 'removing'],
  failed: ['deploying', 'removing'],
  removing: ['deploying', 'waiting', 'failed', 'removing'],
};

export const previewCan = {
  move: (from: PreviewState, to: PreviewState) => previewMoves[from].includes(to),
  /** Whether a button to deploy or to remove it is of use. */
  change: (state: PreviewState) => state !== 'removing',
};

export const serverStates = [
  'unvalidated',
  'validating',
  'usable',
  'unreachable',
  'invalid',
  'blocked',
] as const;
export type ServerState = (typeof serverStates)[number];

/** `blocked`: the machine presented another host key; only accepting it (an owner) leads out. */
export const serverMoves: Record<ServerState, readonly ServerState[]> = {
  unvalidated: ['validating', 'blocked'],
  validating: ['usable', 'unreachable', 'invalid', 'blocked', 'unvalidated'],
  usable: ['validating', 'unreachable', 'invalid', 'blocked', 'unvalidated'],
  unreachable: ['validating', 'usable', 'blocked', 'unvalidated'],
  invalid: ['validating', 'blocked', 'unvalidated'],
  blocked: ['unvalidated'],
};

export const serverCan = {
  move: (from: ServerState, to: ServerState) => serverMoves[from].includes(to),
  validate: (state: ServerState) => state !== 'blocked',
  deployTo: (state: ServerState) => state === 'usable' || state === 'unreachable',
  acceptHostKey: (state: ServerState) => state === 'blocked',
};

export const workloadActions = [
  'deploy',
  'plan',
  'start',
  'restart',
  'stop',
  'update',
  'clone',
  'delete',
] as const;
export type WorkloadAction = (typeof workloadActions)[number];

export interface WorkloadState {
  status: string;
  /** Its deletion was asked for. */
  isDeleting: boolean;
}

/**
 * What may be done with a workload. A start of what runs deploys it again, a stop of what is stopped makes sure, and
 * both cancel or wait for what runs; of one that is being deleted only the deletion may be asked for again.
 */
export function workloadCan(action: WorkloadAction, { isDeleting }: WorkloadState): boolean {
  return !isDeleting || action === 'delete';
}

/** Whether an action is worth a button: legal, and changing something. */
export function workloadOffers(action: WorkloadAction, state: WorkloadState): boolean {
  if (!workloadCan(action, state)) return false;
  const isStopped = conditionOf(state.status) === 'exited';
  if (action === 'start') return isStopped;
  if (action === 'stop' || action === 'restart') return !isStopped;
  return true;
}
