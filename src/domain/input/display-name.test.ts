import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { description } from './description';
import { displayName } from './display-name';

const accepts = (value: string) => displayName.safeParse(value).success;

describe('displayName', () => {
  it.each(['Shop', 'Größe 2', '製品', 'a-b_c.d@e/f&(g)#h,i:j+k', 'हिन्दी', 'x'.repeat(255)])(
    'accepts %j',
    (name) => expect(displayName.parse(name)).toBe(name),
  );
  it.each([
    '',
    ' ',
    '<script>alert(1)</script>',
    'a\nb',
    'a\tb',
    'a\0b',
    'a"b',
    "a'b",
    'a`b',
    'a$b',
    'a;b',
    'a|b',
    'a\\b',
    'a{b}',
    'right\u202eleft',
    'zero\u200bwidth',
    '\ud800',
    '😀',
    'x'.repeat(256),
    'é'.repeat(128),
    'a\u2028b',
    'a\u0085b',
  ])('refuses %j', (name) => expect(accepts(name)).toBe(false));

  it('stores one form of equal names', () => {
    expect(displayName.parse('Cafe\u0301')).toBe('Café');
    expect(displayName.parse('  trimmed ')).toBe('trimmed');
  });

  it('never lets through a character that means something to HTML, a shell or a terminal', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        const read = displayName.safeParse(text);
        if (!read.success) return;
        expect(read.data).not.toMatch(/[<>"'`$;|\\{}*?!~^[\]=%]/);
        expect(read.data).not.toMatch(/\p{C}/u);
      }),
      { numRuns: 2000 },
    );
  });

  it('accepts what it has read', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (text) => {
        const read = displayName.safeParse(text);
        if (read.success) expect(displayName.parse(read.data)).toBe(read.data);
      }),
    );
  });
});

describe('description', () => {
  it('is any text of several lines', () => {
    const text = '<b>bold</b>\n\t"quoted" 😀';
    expect(description.parse(text)).toBe(text);
  });
  it.each(['a\0b', '\u001b[31m', 'x'.repeat(65_536), '\udc00'])('refuses %j', (text) =>
    expect(description.safeParse(text).success).toBe(false),
  );
});
