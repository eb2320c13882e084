import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timeZone } from './time-zone';

describe('a time zone', () => {
  it.each(['UTC', 'Europe/Berlin', 'America/Argentina/Buenos_Aires', 'Etc/GMT+1'])('is %s', (text) =>
    expect(timeZone.parse(text)).toBe(text),
  );

  it.each(['', '+01:00', 'Europe/Nowhere', 'UTC; id', 'UTC\n', 'x'.repeat(65)])('is not %j', (text) =>
    expect(timeZone.safeParse(text).success).toBe(false),
  );

  it('is what a clock can be made of', () =>
    fc.assert(
      fc.property(fc.string(), (text) => {
        if (timeZone.safeParse(text).success) new Intl.DateTimeFormat('en-US', { timeZone: text });
      }),
    ));
});
