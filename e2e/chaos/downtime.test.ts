import { describe, expect, it } from 'vitest';
import {
  afterClearTime,
  isViolation,
  type OutageContext,
  recoveryMs,
  stopStartMs,
  toleranceMs,
  unexplained,
} from './downtime';

const seconds = (from: number, to: number) => ({ from: from * 1000, to: to * 1000 });
const context = (more: Partial<OutageContext> = {}): OutageContext => ({
  machine: 'one',
  isStopStart: false,
  faults: [],
  operations: [],
  ...more,
});

describe('an outage', () => {
  it('without any fault is a violation beyond the tolerance', () => {
    expect(isViolation({ from: 0, to: toleranceMs }, context())).toBe(false);
    expect(isViolation({ from: 0, to: toleranceMs + 1 }, context())).toBe(true);
  });

  it('is explained by a fault of its own proxy until the recovery bound has passed', () => {
    const faults = [{ kind: 'proxy', target: 'one', ...seconds(10, 20) } as const];
    expect(unexplained({ from: 10_000, to: 20_000 + recoveryMs }, context({ faults }))).toBe(0);
    expect(unexplained({ from: 10_000, to: 21_000 + recoveryMs }, context({ faults }))).toBe(1000);
    expect(unexplained({ from: 9_000, to: 21_000 }, context({ faults }))).toBe(1000);
  });

  it.each(['postgres', 'gantry', 'sshd'] as const)('is not explained by a fault of %s', (kind) => {
    const target = kind === 'sshd' ? 'one' : kind;
    const faults = [{ kind, target, ...seconds(0, 60) }];
    expect(isViolation(seconds(1, 30), context({ faults }))).toBe(true);
  });

  it('is not explained by a fault of another machine', () => {
    const faults = [{ kind: 'dockerd', target: 'two', ...seconds(0, 60) } as const];
    expect(isViolation(seconds(1, 30), context({ faults }))).toBe(true);
  });

  it('of a rolling application is not explained by its own deployment, of a stop-start one it is', () => {
    const operations = [seconds(0, 40)];
    expect(isViolation(seconds(5, 35), context({ operations }))).toBe(true);
    expect(isViolation(seconds(5, 35), context({ operations, isStopStart: true }))).toBe(false);
  });

  it('of a stop-start application has an end however long its deployment takes', () => {
    const operations = [seconds(0, 1000)];
    const late = { from: 0, to: stopStartMs + toleranceMs + 1 };
    expect(isViolation(late, context({ operations, isStopStart: true }))).toBe(true);
    // Where the machine cannot be reached, the time does not count.
    const faults = [{ kind: 'sshd', target: 'one', ...seconds(10, 20) } as const];
    expect(isViolation(late, context({ operations, isStopStart: true, faults }))).toBe(false);
  });
});

describe('time without a hindrance', () => {
  it.each([
    ['nothing is wrong', [], 100],
    ['before', [{ from: -20, to: -10 }], 100],
    ['it begins inside one', [{ from: -20, to: 10 }], 110],
    [
      'two overlap',
      [
        { from: 20, to: 40 },
        { from: 30, to: 50 },
      ],
      130,
    ],
    [
      'one comes in the time that another added',
      [
        { from: 50, to: 150 },
        { from: 180, to: 190 },
      ],
      210,
    ],
    ['after', [{ from: 100, to: 200 }], 100],
  ])('%s', (_, hindrances, end) => {
    expect(afterClearTime(0, 100, hindrances)).toBe(end);
  });
});
