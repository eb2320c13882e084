import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { Redactor } from './redactor';

const redact = (text: string, ...secrets: string[]) =>
  new Redactor(secrets.map((value) => new Secret(value))).redact(text);

/** The same bytes in pieces, cut at the given places. */
function inPieces(redactor: Redactor, text: string, cuts: readonly number[]): string {
  const bytes = Buffer.from(text);
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  const stream = redactor.stream();
  let output = '';
  let from = 0;
  for (const to of places) {
    output += stream.push(bytes.subarray(from, to));
    from = to;
  }
  return output + stream.end(bytes.subarray(from));
}

describe('what is removed', () => {
  it('removes known values wherever they stand', () => {
    expect(redact('a s3cret b s3cret', 's3cret')).toBe('a <REDACTED> b <REDACTED>');
    expect(redact('pä$$wörd!', 'ä$$wör')).toBe('p<REDACTED>d!');
  });

  it('prefers the longer of two secrets', () => {
    expect(redact('abcdefgh abcd', 'abcd', 'abcdefgh')).toBe('<REDACTED> <REDACTED>');
  });

  it('removes other spellings of a value', () => {
    expect(redact('https://h/?p=p%40ss%2Fword', 'p@ss/word')).toBe('https://h/?p=<REDACTED>');
    expect(redact('{"v":"line\\nbreak"}', 'line\nbreak')).toBe('{"v":"<REDACTED>"}');
    expect(redact('> MIIEowIBAAKCAQEA1234\n', '-----BEGIN-----\nMIIEowIBAAKCAQEA1234\n-----END-----\n')).toBe(
      '> <REDACTED>\n',
    );
  });

  it('removes what looks like a credential', () => {
    expect(redact("fatal: unable to access 'https://u:tok@git.example/x'")).toBe(
      "fatal: unable to access 'https://<REDACTED>@git.example/x'",
    );
    expect(redact('key gnt_pat_AbC-12_x.')).toBe('key <REDACTED>.');
  });

  it('leaves the rest alone', () => {
    for (const text of ['mail a@b.c, see https://example.com/x?y=1', 'gnt_ab', 'a:b', '$.*[x]', '']) {
      expect(redact(text, 'not-there')).toBe(text);
    }
    expect(redact('a b', 'a')).toBe('a b');
  });

  it('replaces invalid UTF-8 and never throws', () => {
    const stream = new Redactor().stream();
    expect(stream.push(Buffer.from([0x61, 0xff, 0x0a])) + stream.end()).toBe('a\ufffd\n');
  });
});

describe('streams', () => {
  const secrets = ['s3cretvalue', 'secret', 'ä€😀x', 'abcabcabd', 'xyz\nabc\nxyz'];
  const redactor = new Redactor(secrets.map((value) => new Secret(value)));
  const piece = fc.oneof(
    fc.constantFrom(...secrets, 'https://user:pass@host/', 'gnt_pat_12345 ', 'gnt_', 'abcabc', '\n', 'ok '),
    fc.string({ unit: 'grapheme', maxLength: 6 }),
  );

  it('never gives out a secret, wherever the chunks are cut', () => {
    fc.assert(
      fc.property(
        fc.array(piece, { maxLength: 12 }),
        fc.array(fc.nat(400), { maxLength: 12 }),
        (pieces, cuts) => {
          const output = inPieces(redactor, pieces.join(''), cuts);
          for (const secret of secrets) expect(output).not.toContain(secret);
          expect(output).not.toMatch(/user:pass|gnt_pat_/);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('gives the same text in one piece or in many', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.array(fc.nat(200), { maxLength: 8 }), (text, cuts) => {
        expect(inPieces(redactor, text, cuts)).toBe(inPieces(redactor, text, []));
      }),
      { numRuns: 300 },
    );
  });

  it('gives out complete lines at once and says what it holds', () => {
    const stream = redactor.stream();
    expect(stream.push(Buffer.from('step 1\nse'))).toBe('step 1\n');
    expect(stream.heldBytes).toBe(2);
    expect(stream.push(Buffer.from('cret\n'))).toBe('<REDACTED>\n');
    expect(stream.heldBytes).toBe(0);
  });

  it('stays linear on hostile output', () => {
    const stream = redactor.stream();
    const started = performance.now();
    for (let i = 0; i < 100; i++) stream.push(Buffer.alloc(65_536, i % 2 ? 'a' : 'abcabc'));
    expect(performance.now() - started).toBeLessThan(4000);
  });
});
