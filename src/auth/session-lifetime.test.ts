import { describe, expect, it } from 'vitest';
import { newSessionExpiry, renewalThreshold, slideTo } from './session-lifetime';

const now = new Date('2026-01-01T00:00:00Z');
const days = (count: number) => new Date(now.getTime() + count * 86_400_000);

describe('a session', () => {
  it('lasts three days, and thirty at most', () => {
    expect(newSessionExpiry(now)).toEqual({ expiresAt: days(3), absoluteExpiresAt: days(30) });
  });
  it('is extended when a day has passed', () => expect(renewalThreshold(now)).toEqual(days(-1)));
  it('slides by three days', () => expect(slideTo(now, days(20))).toEqual(days(3)));
  it('never slides past its absolute end', () => expect(slideTo(now, days(2))).toEqual(days(2)));
});
