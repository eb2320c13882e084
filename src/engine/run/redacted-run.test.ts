import { expect, test } from 'vitest';
import { AppError } from '../../domain/error';
import { Secret } from '../../domain/secret';
import { deploy } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';

const canary = 'cAn4ry';
const filled = (length: number, piece: string) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length);

/** Values that contain the canary in the ways users do. */
const values: Record<string, string> = {
  'JSON of 16 kB': JSON.stringify({
    keys: Array.from({ length: 500 }, (_, at) => `${canary}-${at}-secret-value`),
  }),
  'text of 60 kB': filled(60_000, `${canary} lorem ipsum dolor sit amet, `),
  'an expression': `(${canary}[z-a]{2,1}*+?\\`,
  'lone surrogates': `\ud800${canary}\udc00`,
  'several lines': `-----BEGIN KEY-----\n${canary}${filled(60, 'MIIEowIBAAKCAQEA')}\n-----END KEY-----\n`,
};

test.each(Object.keys(values))('%s: nothing that goes wrong shows the value', async (name) => {
  const value = values[name] ?? '';
  const spec = sampleSpec({
    environment: {
      runtime: [
        ['PORT', new Secret('8080')],
        ['VALUE', new Secret(value)],
      ],
      build: [],
      injected: [],
    },
  });
  const failures = [
    new AppError('unavailable', `Docker could not create it: invalid variable VALUE=${value} on port 8080.`),
    new Error(`Invalid regular expression: /${value}/`),
    new TypeError(JSON.stringify({ Env: [`VALUE=${value}`] })),
    new SyntaxError(`Unexpected token in ${value.slice(0, 20)}`),
  ];
  for (const failure of failures) {
    const host = new DoubleHost();
    host.docker.createContainer = () => Promise.reject(failure);
    host.docker.removeContainer = () => Promise.reject(failure);
    const journal = new MemoryJournal();
    const result = await deploy(spec, host, journal);
    expect(result.outcome).toBe('failed');
    const { failure: journalled } = await journal.load();
    const shown = JSON.stringify([result.reason, result.leftovers, journalled, journal.lines]);
    expect(shown).not.toContain(canary);
    expect(result.reason).toBe(journalled?.reason);
    if (failure instanceof AppError) expect(result.reason).toContain('VALUE=<REDACTED> on port 8080.');
  }
});
