import { expect, it } from 'vitest';
import { certificateState, daysLeft } from './served-certificate';

const DAY_MS = 86_400_000;
const now = new Date('2026-12-01T12:00:00Z');
const at = (days: number) => new Date(now.getTime() + days * DAY_MS);
const state = (lifetime: number, left: number, isUploaded = false) =>
  certificateState({ issuedAt: at(left - lifetime), expiresAt: at(left), isUploaded, problem: null }, now);

it.each([
  [90, 15, false, 'valid'],
  [90, 13, false, 'ending'],
  // Renewed with a third of its validity left: no warning before that.
  [30, 9, false, 'valid'],
  [30, 4, false, 'ending'],
  [30, 13, true, 'ending'],
  [90, 0, false, 'expired'],
  [90, -1, true, 'expired'],
] as const)(
  'a certificate for %d days with %d left (uploaded: %s) is %s',
  (lifetime, left, isUploaded, expected) => {
    expect(state(lifetime, left, isUploaded)).toBe(expected);
  },
);

it('is pending until something fails', () => {
  const none = { issuedAt: null, expiresAt: null, isUploaded: false };
  expect(certificateState({ ...none, problem: null }, now)).toBe('pending');
  expect(certificateState({ ...none, problem: 'refused' }, now)).toBe('failed');
  expect(daysLeft(at(1.5), now)).toBe(1);
});
