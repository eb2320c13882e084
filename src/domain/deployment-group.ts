import { type OperationStatus, operationCan } from './states';

/**
 * States of a group of deployments that succeed together or go back together. `reverting`: one has failed, the others are
 * cancelled or go back; `failed`: not all of them could go back.
 */
export const groupStates = ['preparing', 'releasing', 'finished', 'reverting', 'reverted', 'failed'] as const;
export type GroupState = (typeof groupStates)[number];

/** The states in which a group still has work to do. */
export const openGroupStates = [
  'preparing',
  'releasing',
  'reverting',
] as const satisfies readonly GroupState[];

/** A deployment of a group, as far as the group goes by it. */
export interface GroupPart {
  id: number;
  status: OperationStatus;
  /** Its image is there, and it waits for the others. */
  isPaused: boolean;
  /** The rollback that takes it back; null: none was asked for. */
  revert: OperationStatus | null;
}

export interface GroupMove {
  state: GroupState;
  /** Parts that are to be cancelled. */
  cancel: readonly number[];
  /** Parts that are in service and are to go back. */
  revert: readonly number[];
}

/**
 * Decide what happens to a group next, from its rows alone: after a crash the answer is the same, until it was done.
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
