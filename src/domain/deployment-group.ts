import { type OperationStatus, operationCan } from './states';

/**
 * States of a group of deployments that succeed or are undone together. `preparing`: until all have their images;
 * `releasing`: until all serve, beside what ran before; `completing`: what ran before is removed, and nothing is undone
 * any more; `reverting`: one has failed, the others are cancelled and undone; `failed`: not all of them could be
 * undone or completed.
 */
export const groupStates = [
  'preparing',
  'releasing',
  'completing',
  'finished',
  'reverting',
  'reverted',
  'failed',
] as const;
export type GroupState = (typeof groupStates)[number];

/** States in which a group still has work to do. */
export const openGroupStates = [
  'preparing',
  'releasing',
  'completing',
  'reverting',
] as const satisfies readonly GroupState[];

/** State of a deployment that matters for its group. */
export interface GroupPart {
  id: number;
  status: OperationStatus;
  /** It waits for the others: its image is ready, or it serves. */
  isPaused: boolean;
  /** It serves, and what ran before is kept. */
  isServing: boolean;
  /** It was cancelled, and is not undone yet. */
  isUndoing: boolean;
  /** Something of it could not be undone. */
  isLeft: boolean;
  /** State of the rollback that reverts it, because it had finished; null: none was requested. */
  revert: OperationStatus | null;
}

export interface GroupMove {
  state: GroupState;
  /** Parts to cancel. */
  cancel: readonly number[];
  /** Finished parts that must be reverted: an earlier version of Gantry let none wait when it served. */
  revert: readonly number[];
}

/**
 * Decide the next step of a group, from its rows alone: after a crash the result is the same until the step is done.
 */
export function moveGroup(state: GroupState, parts: readonly GroupPart[]): GroupMove {
  const stay = (next: GroupState): GroupMove => ({ state: next, cancel: [], revert: [] });
  if (!isOpen(state)) return stay(state);
  if (state === 'completing') return stay(completed(parts));
  const isBroken = parts.some(({ status }) => status === 'failed' || status === 'cancelled');
  if (state === 'reverting' || isBroken) return goBack(parts);
  if (parts.every(({ status }) => status === 'finished')) return stay('finished');
  if (parts.every(({ status, isServing }) => isServing || status === 'finished')) return stay('completing');
  if (state === 'preparing' && parts.every(({ status, isPaused }) => isPaused || status === 'finished'))
    return stay('releasing');
  return stay(state);
}

function isOpen(state: GroupState): state is (typeof openGroupStates)[number] {
  return (openGroupStates as readonly GroupState[]).includes(state); // widened for the check
}

/** A part that is cancelled now is one whose workload is being deleted. */
function completed(parts: readonly GroupPart[]): GroupState {
  if (!parts.every(({ status }) => operationCan.isTerminal(status))) return 'completing';
  return parts.some(({ status }) => status === 'failed') ? 'failed' : 'finished';
}

function goBack(parts: readonly GroupPart[]): GroupMove {
  const cancel = parts.filter(({ status }) => !operationCan.isTerminal(status)).map(({ id }) => id);
  const revert = parts
    .filter((part) => part.status === 'finished' && part.revert === null)
    .map(({ id }) => id);
  const reverts = parts.flatMap((part) => (part.revert === null ? [] : [part.revert]));
  const isUndone = parts.every(({ isUndoing }) => !isUndoing);
  const isOver =
    cancel.length === 0 && revert.length === 0 && isUndone && reverts.every(operationCan.isTerminal);
  const isBack = parts.every(({ isLeft }) => !isLeft) && reverts.every((status) => status === 'finished');
  return { state: isOver ? (isBack ? 'reverted' : 'failed') : 'reverting', cancel, revert };
}
