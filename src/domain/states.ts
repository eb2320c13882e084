import { conditionOf } from './container-condition';

/** Every state of rows and every legal move: services, buttons and tests read these tables. */

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
  /** @param isUndoing it failed and is being undone: a cancel has no further effect */
  cancel: (status: OperationStatus, { isUndoing = false } = {}) =>
    !isUndoing && operationMoves[status].includes('cancelled'),
  isTerminal: (status: OperationStatus) => operationMoves[status].length === 0,
};

export const previewStates = ['waiting', 'deploying', 'running', 'failed', 'removing'] as const;
export type PreviewState = (typeof previewStates)[number];

/**
 * States of a preview (deployment contract D8.2, D8.3). `waiting`: for the approval of a member; `running`: its last
 * deployment finished. A pull request that is reopened while its preview is being removed is deployed again.
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
  /** Whether a button to deploy or remove it is useful. */
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

/** `blocked`: the machine presented another host key; only an owner who accepts it can unblock the server. */
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
  /** Its deletion was requested. */
  isDeleting: boolean;
}

/**
 * Whether an action on a workload is legal. Starting a running workload deploys it again, stopping a stopped one makes
 * sure, and both cancel or wait for what runs; while it is being deleted only the deletion may be requested again.
 */
export function workloadCan(action: WorkloadAction, { isDeleting }: WorkloadState): boolean {
  return !isDeleting || action === 'delete';
}

/** Whether an action deserves a button: it is legal and changes something. */
export function workloadOffers(action: WorkloadAction, state: WorkloadState): boolean {
  if (!workloadCan(action, state)) return false;
  const isStopped = conditionOf(state.status) === 'exited';
  if (action === 'start') return isStopped;
  if (action === 'stop' || action === 'restart') return !isStopped;
  return true;
}
