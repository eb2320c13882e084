import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { base64Text } from './base64-text';

describe('base64Text', () => {
  it('reads back every text but those with NUL', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const encoded = Buffer.from(text).toString('base64');
        const read = base64Text.safeParse(encoded);
        expect(read.success ? read.data : null).toBe(text.includes('\0') ? null : text);
      }),
    );
  });
  it('keeps a byte order mark and accepts broken lines', () => {
    expect(base64Text.parse('77u/RlJPTSB4')).toBe('\ufeffFROM x');
    expect(base64Text.parse('RlJP\r\nTSB4')).toBe('FROM x');
  });
  it('takes a text of five megabytes', () => {
    const text = 'x'.repeat(5 * 1024 ** 2);
    expect(base64Text.parse(Buffer.from(text).toString('base64'))).toBe(text);
  });
  it.each([
    ['no base64', 'FROM nginx'],
    ['missing padding', 'YQ'],
    ['padding inside', 'YQ==YQ=='],
    ['too much padding', 'YWJjYQ==='],
    ['the URL alphabet', '-_-_'],
    ['bytes that are not UTF-8', '/w=='],
    ['a NUL', 'AA=='],
  ])('refuses %s', (_, text) => expect(base64Text.safeParse(text).success).toBe(false));
});
