import { expect, it } from 'vitest';
import { type GroupPart, type GroupState, moveGroup } from './deployment-group';

const part = (id: number, status: GroupPart['status'], more: Partial<GroupPart> = {}): GroupPart => ({
  id,
  status,
  isPaused: false,
  revert: null,
  ...more,
});
const paused = { isPaused: true };

it.each<[string, GroupState, GroupPart[], GroupState, number[], number[]]>([
  [
    'waits for the last build',
    'preparing',
    [part(1, 'in_progress', paused), part(2, 'in_progress')],
    'preparing',
    [],
    [],
  ],
  [
    'releases when all are built',
    'preparing',
    [part(1, 'in_progress', paused), part(2, 'in_progress', paused)],
    'releasing',
    [],
    [],
  ],
  [
    'cancels the others when a build fails',
    'preparing',
    [part(1, 'failed'), part(2, 'in_progress', paused), part(3, 'queued')],
    'reverting',
    [2, 3],
    [],
  ],
  [
    'has nothing to take back when nothing was released',
    'reverting',
    [part(1, 'failed'), part(2, 'cancelled')],
    'reverted',
    [],
    [],
  ],
  [
    'waits while one is released',
    'releasing',
    [part(1, 'finished'), part(2, 'in_progress')],
    'releasing',
    [],
    [],
  ],
  ['ends when all are released', 'releasing', [part(1, 'finished'), part(2, 'finished')], 'finished', [], []],
  [
    'takes back what is in service',
    'releasing',
    [part(1, 'finished'), part(2, 'failed'), part(3, 'in_progress')],
    'reverting',
    [3],
    [1],
  ],
  [
    'waits for the way back',
    'reverting',
    [part(1, 'finished', { revert: 'queued' }), part(2, 'failed')],
    'reverting',
    [],
    [],
  ],
  [
    'is back',
    'reverting',
    [part(1, 'finished', { revert: 'finished' }), part(2, 'failed')],
    'reverted',
    [],
    [],
  ],
  [
    'says that one is not back',
    'reverting',
    [part(1, 'finished', { revert: 'failed' }), part(2, 'failed')],
    'failed',
    [],
    [],
  ],
  [
    'takes back what came too late to be cancelled',
    'reverting',
    [part(1, 'failed'), part(2, 'finished')],
    'reverting',
    [],
    [2],
  ],
  ['stays as it ended', 'reverted', [part(1, 'finished')], 'reverted', [], []],
  ['ends when all that it had was deleted', 'preparing', [], 'finished', [], []],
])('%s', (_, state, parts, next, cancel, revert) => {
  expect(moveGroup(state, parts)).toEqual({ state: next, cancel, revert });
});
