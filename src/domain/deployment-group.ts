import { type OperationStatus, operationCan } from './states';

/**
 * States of a group of deployments that succeed or are undone together. `reverting`: one has failed, the others are
 * cancelled or reverted; `failed`: not all of them could be reverted.
 */
export const groupStates = ['preparing', 'releasing', 'finished', 'reverting', 'reverted', 'failed'] as const;
export type GroupState = (typeof groupStates)[number];

/** States in which a group still has work to do. */
export const openGroupStates = [
  'preparing',
  'releasing',
  'reverting',
] as const satisfies readonly GroupState[];

/** State of a deployment that matters for its group. */
export interface GroupPart {
  id: number;
  status: OperationStatus;
  /** Its image is ready, and it waits for the others. */
  isPaused: boolean;
  /** State of the rollback that reverts it; null: none was requested. */
  revert: OperationStatus | null;
}

export interface GroupMove {
  state: GroupState;
  /** Parts to cancel. */
  cancel: readonly number[];
  /** Parts in service that must be reverted. */
  revert: readonly number[];
}

/**
 * Decide the next step of a group, from its rows alone: after a crash the result is the same until the step is done.
 */
export function moveGroup(state: GroupState, parts: readonly GroupPart[]): GroupMove {
  const stay = (next: GroupState): GroupMove => ({ state: next, cancel: [], revert: [] });
  if (state !== 'preparing' && state !== 'releasing' && state !== 'reverting') return stay(state);
  const isBroken = parts.some(({ status }) => status === 'failed' || status === 'cancelled');
  if (state === 'reverting' || isBroken) return goBack(parts);
  if (parts.every(({ status }) => status === 'finished')) return stay('finished');
  if (state === 'preparing' && parts.every(({ status, isPaused }) => isPaused || status === 'finished'))
    return stay('releasing');
  return stay(state);
}

function goBack(parts: readonly GroupPart[]): GroupMove {
  const cancel = parts.filter(({ status }) => !operationCan.isTerminal(status)).map(({ id }) => id);
  const revert = parts
    .filter((part) => part.status === 'finished' && part.revert === null)
    .map(({ id }) => id);
  const reverts = parts.flatMap((part) => (part.revert === null ? [] : [part.revert]));
  const isOver = cancel.length === 0 && revert.length === 0 && reverts.every(operationCan.isTerminal);
  const isBack = reverts.every((status) => status === 'finished');
  return { state: isOver ? (isBack ? 'reverted' : 'failed') : 'reverting', cancel, revert };
}
