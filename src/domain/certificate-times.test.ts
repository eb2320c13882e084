import { expect, it } from 'vitest';
import { AUTHORITY_DAYS, issuerOf, needsSuccessor, renewalLimit } from './certificate-times';

const DAY_MS = 86_400_000;
const now = new Date('2026-11-29T12:00:00Z');
const endsIn = (days: number) => ({ expiresAt: new Date(now.getTime() + days * DAY_MS) });

it('an authority has a successor for a year before that one issues', () => {
  expect(needsSuccessor([], now)).toBe(true);
  const fresh = endsIn(AUTHORITY_DAYS);
  expect(needsSuccessor([fresh], now)).toBe(false);
  const [old, ending] = [endsIn(761), endsIn(760)];
  expect(needsSuccessor([old], now)).toBe(false);
  expect(needsSuccessor([ending], now)).toBe(true);
  expect(needsSuccessor([ending, fresh], now)).toBe(false);
  expect(issuerOf([ending, fresh], now)).toBe(ending);
  expect(issuerOf([endsIn(365), fresh], now)).toBe(fresh);
  expect(issuerOf([endsIn(365)], now)).toBeUndefined();
});

it('a certificate is renewed thirty days before its end', () =>
  expect(renewalLimit(now)).toEqual(new Date('2026-12-29T12:00:00Z')));
