import { expect, it } from 'vitest';
import { dnsCertificateState, nextAttempt, renewalTime } from './dns-certificate';

const now = new Date('2026-12-01T00:00:00Z');
const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);

it('waits longer after each failure, up to half a day', () => {
  expect([1, 2, 3, 9, 1000].map((failures) => nextAttempt(now, failures))).toEqual(
    [5, 10, 20, 720, 720].map(later),
  );
});

it('renews with a third of the time left', () => {
  expect(renewalTime(now, later(90))).toEqual(later(60));
});

it.each([
  [null, null, 'pending'],
  ['refused', null, 'failed'],
  [null, later(1), 'valid'],
  ['refused', later(1), 'valid'],
  ['refused', now, 'expired'],
] as const)('problem %j and end %j are the state %s', (problem, expiresAt, state) => {
  expect(dnsCertificateState({ problem, expiresAt }, now)).toBe(state);
});
