import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { Redactor } from './redactor';

const redact = (text: string, ...secrets: string[]) =>
  new Redactor(secrets.map((value) => new Secret(value))).redact(text);

/** Redact the same text in pieces, cut at the given places. */
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
  it('removes known values wherever they are', () => {
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

  it('removes a value as a shell, a form, Go and base64 write it', () => {
    expect(redact("+ echo 'it'\\''s me'", "it's me")).toBe("+ echo '<REDACTED>'");
    expect(redact('p=a+b%27c', "a b'c")).toBe('p=<REDACTED>');
    expect(redact('{"Env":["K=a\\u003cb\\u0026c"]}', 'a<b&c')).toBe('{"Env":["K=<REDACTED>"]}');
    const encoded = Buffer.from('hunter2-hunter2\n').toString('base64');
    expect(redact(encoded, 'hunter2-hunter2')).toMatch(/^<REDACTED>/);
  });

  it('removes the lines of a value that are printed with a prefix', () => {
    const value = '{\n  "token": "abcdefghijkl"\n}';
    expect(redact(`#7 | ${value.split('\n').join('\n#7 | ')}`, value)).toBe(
      '#7 | {\n#7 |   <REDACTED>\n#7 | }',
    );
  });

  it('leaves no end of a secret that overlaps another', () => {
    expect(redact('x abcdefghi y', 'abcdef', 'defghi')).toBe('x <REDACTED> y');
    expect(redact('x abcdefghi y', 'bcde', 'abcdefghi', 'fghi')).toBe('x <REDACTED> y');
    expect(redact('abababab!', 'abab')).toBe('<REDACTED>!');
    expect(redact('s3crets3cret', 's3cret')).toBe('<REDACTED><REDACTED>');
  });

  it('takes any value as it is', () => {
    for (const value of ['a.*(b[c\\d', '(((((', '$1$&^', '[z-a]', '\ud800x\udc00yz', 'nul\0nul']) {
      expect(redact(`<${value}>`, value)).toBe('<<REDACTED>>');
    }
  });

  it('removes what looks like a credential', () => {
    expect(redact('https://u:p@ss@host/x', 'none')).toBe('https://<REDACTED>@host/x');
    expect(redact(`https://${'u'.repeat(10_000)} x`)).toBe('https://<REDACTED> x');
    expect(redact('gnt_agnt_pat_Ab1 gnt_')).toBe('gnt_a<REDACTED> gnt_');
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

  it('gives out the same whatever the bytes are', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 8 }), (chunks) => {
        const stream = redactor.stream();
        const output = chunks.map((chunk) => stream.push(chunk)).join('') + stream.end();
        expect(output).toBe(redactor.stream().end(Buffer.concat(chunks)));
      }),
      { numRuns: 300 },
    );
  });

  it('holds no more than the longest beginning of a secret', () => {
    const endless = new Redactor([new Secret('aaaa')]).stream();
    let output = '';
    for (let count = 0; count < 1000; count++) output += endless.push(Buffer.alloc(1000, 'a'));
    expect([output, endless.heldBytes <= 4]).toEqual(['<REDACTED>', true]);
  });
});

describe('many and large secrets', () => {
  const text = (length: number, seed: number) =>
    Array.from({ length }, (_, index) =>
      String.fromCharCode(33 + ((index * index * 7 + index * seed) % 90)),
    ).join('');

  it('removes one of a megabyte, also in pieces', () => {
    const secret = new Secret(text(1024 * 1024, 3));
    const redactor = new Redactor([secret]);
    expect(redactor.redact(`a ${secret.reveal()} b`)).toBe('a <REDACTED> b');
    const bytes = Buffer.from(`a ${secret.reveal()} b`);
    const stream = redactor.stream();
    let given = '';
    for (let at = 0; at < bytes.length; at += 1000) given += stream.push(bytes.subarray(at, at + 1000));
    expect(given + stream.end()).toBe('a <REDACTED> b');
  });

  it('removes a thousand values of a kilobyte', () => {
    const secrets = Array.from({ length: 1000 }, (_, seed) => new Secret(`${seed}-${text(1000, seed)}`));
    const output = new Redactor(secrets).redact(secrets.map((secret) => secret.reveal()).join(' '));
    expect(output).toBe(Array.from({ length: 1000 }, () => '<REDACTED>').join(' '));
  });
});

describe('failing closed', () => {
  class Unreadable extends Secret {
    override reveal(): string {
      throw new RangeError('Invalid string length: hunter22');
    }
  }

  it('shows nothing when the secrets cannot be prepared', () => {
    const redactor = new Redactor([new Unreadable('hunter22')]);
    expect(redactor.redact('the password is hunter22')).toBe('<REDACTED>');
    const stream = redactor.stream();
    const output = [
      stream.push(Buffer.from('hunter22\n')),
      stream.push(Buffer.from('hunter22\n')),
      stream.end(),
    ];
    expect(output).toEqual(['<REDACTED>', '', '']);
  });
});

describe('sharing', () => {
  it('builds one redactor for the same secrets', () => {
    const [one, other] = [new Secret('hunter22'), new Secret('hunter33')];
    expect(Redactor.for([one, other])).toBe(Redactor.for([one, other]));
    expect(Redactor.for([one])).not.toBe(Redactor.for([one, other]));
    expect(Redactor.for([one]).redact('hunter22 hunter33')).toBe('<REDACTED> hunter33');
    expect(Redactor.for([])).toBe(Redactor.for([]));
  });
});
