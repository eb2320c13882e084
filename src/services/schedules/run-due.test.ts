import { beforeEach, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { createLogger } from '../../lib/log';
import { type DueSchedule, runDue } from './run-due';

const due = new Date('2026-11-29T03:00:00Z');
const scope = {
  clock: { now: () => new Date('2026-11-29T03:00:05Z'), monotonicMs: () => 0, sleep: async () => undefined },
  log: createLogger('silent'),
};
let missed: string[];
beforeEach(() => {
  missed = [];
});

const schedule = (change: Partial<DueSchedule>): DueSchedule => ({
  uuid: 'schedule1',
  frequency: '0 3 * * *',
  nextRunAt: due,
  advance: async () => true,
  start: async () => null,
  miss: async (reason) => void missed.push(reason),
  ...change,
});

it('starts what is due after its next time is set, and records nothing', async () => {
  const calls: string[] = [];
  const run = schedule({
    advance: async (next) => calls.push(`advance to ${next?.toISOString()}`) > 0,
    start: async () => {
      calls.push('start');
      return null;
    },
  });
  expect(await runDue(scope, run)).toBe(true);
  expect(calls).toEqual(['advance to 2026-11-30T03:00:00.000Z', 'start']);
  expect(missed).toEqual([]);
});

it('leaves a schedule alone that another process advanced', async () => {
  const run = schedule({ advance: async () => false, start: () => Promise.reject(new Error('started')) });
  expect(await runDue(scope, run)).toBe(false);
  expect(missed).toEqual([]);
});

it.each([
  ['the reason that its kind gives', async () => 'The server was away.', 'The server was away.'],
  [
    'a refusal',
    () => Promise.reject(new AppError('conflict', 'The database is being deleted.')),
    'The database is being deleted.',
  ],
  [
    'a failure, of which it tells nothing',
    () => Promise.reject(new Error('ECONNREFUSED 10.0.0.1')),
    'It could not be started. The log of Gantry says why.',
  ],
])('a run that does not start is missed with %s', async (_, start, reason) => {
  expect(await runDue(scope, schedule({ start }))).toBe(true);
  expect(missed).toEqual([reason]);
});
