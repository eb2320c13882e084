import { expect, it } from 'vitest';
import { isFailing } from './failing-schedule';

it.each([
  [[], false],
  [['failed', 'failed'], false],
  [['failed', 'missed', 'failed'], true],
  [['missed', 'missed', 'missed', 'success'], true],
  [['success', 'failed', 'failed', 'failed'], false],
  [['failed', 'failed', 'success', 'failed'], false],
  [['running', 'failed', 'failed', 'failed'], true],
  [['running', 'failed', 'failed'], false],
])('a schedule whose runs are %j, newest first, is marked: %s', (statuses, isMarked) =>
  expect(isFailing(statuses.map((status) => ({ status })))).toBe(isMarked),
);
