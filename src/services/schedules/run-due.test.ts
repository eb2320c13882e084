import { beforeEach, expect, it } from 'vitest';
import type { ScopedModels } from '../../db/scope';
import { databaseAway } from '../../db/unavailable';
import { AppError } from '../../domain/error';
import { createLogger } from '../../lib/log';
import { type DueSchedule, runDue } from './run-due';

const due = new Date('2026-11-29T03:00:00Z');
const scope = {
  clock: { now: () => new Date('2026-11-29T03:00:05Z'), monotonicMs: () => 0, sleep: async () => undefined },
  log: createLogger('silent'),
  // None of these schedules uses it.
  db: { $transaction: <T>(work: (tx: ScopedModels) => Promise<T>) => work({} as ScopedModels) },
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
  miss: async (_, reason) => async () => void missed.push(reason),
  ...change,
});

it('starts what is due before its next time is set, and records nothing', async () => {
  const calls: string[] = [];
  const run = schedule({
    advance: async (_, next) => calls.push(`advance to ${next?.toISOString()}`) > 0,
    start: async () => {
      calls.push('start');
      return null;
    },
  });
  expect(await runDue(scope, run)).toBe(true);
  expect(calls).toEqual(['start', 'advance to 2026-11-30T03:00:00.000Z']);
  expect(missed).toEqual([]);
});

it('records nothing about a schedule that another process advanced', async () => {
  const run = schedule({ advance: async () => false, start: () => Promise.reject(new Error('refused')) });
  expect(await runDue(scope, run)).toBe(false);
  expect(missed).toEqual([]);
});

it('leaves a schedule due whose run only the database prevents', async () => {
  const run = schedule({
    start: () => Promise.reject(databaseAway()),
    advance: () => Promise.reject(new Error('advanced')),
  });
  await expect(runDue(scope, run)).rejects.toThrow('The database does not answer.');
  expect(missed).toEqual([]);
});

it('stays due, and notifies of nothing, when a missed run cannot be recorded', async () => {
  const run = schedule({
    nextRunAt: new Date('2026-11-28T03:00:00Z'),
    start: async () => 'The server was away.',
    miss: async (_, reason) => {
      if (reason === 'The server was away.') throw databaseAway();
      return async () => void missed.push(reason);
    },
  });
  await expect(runDue(scope, run)).rejects.toThrow('The database does not answer.');
  expect(missed).toEqual([]);
});

it('notifies of each missed run, whatever became of the one before', async () => {
  const reasons: string[] = [];
  const run = schedule({
    nextRunAt: new Date('2026-11-28T03:00:00Z'),
    start: async () => 'The server was away.',
    miss: async (_, reason) => async () => {
      reasons.push(reason);
      throw new Error('not sent');
    },
  });
  expect(await runDue(scope, run)).toBe(true);
  expect(reasons).toEqual([
    'Gantry could not start it when it was due, at 2026-11-28T03:00:00.000Z.',
    'The server was away.',
  ]);
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
