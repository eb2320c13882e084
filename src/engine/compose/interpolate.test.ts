// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose files have variables of their own
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InterpolationError, interpolate } from './interpolate';

const values: Record<string, string> = { A: 'a', EMPTY: '', HOST: 'db', SERVICE_URL_MY_APP: 'https://x' };
const lookup = (name: string): string | undefined => values[name.replaceAll('-', '_')];

describe('interpolate', () => {
  it.each([
    ['$A-$A', 'a-a'],
    ['${A}', 'a'],
    ['${NONE}', ''],
    ['${NONE:-x}', 'x'],
    ['${EMPTY:-x}', 'x'],
    ['${EMPTY-x}', ''],
    ['${NONE-x}', 'x'],
    ['${A:+set}', 'set'],
    ['${EMPTY:+set}', ''],
    ['${EMPTY+set}', 'set'],
    ['${NONE:-${HOST:-none}:5432}', 'db:5432'],
    ['${NONE:-${ALSO_NONE:-$A}}', 'a'],
    ['${A:?needed}', 'a'],
    ['$$A $${A}', '$A ${A}'],
    ['${NONE:-$$x}', '$x'],
    ['${A-b}', 'a'],
    ['${SERVICE_URL_MY-APP}', 'https://x'],
    ['$(date) $1 a$', '$(date) $1 a$'],
  ])('%s → %s', (text, expected) => expect(interpolate(text, lookup)).toBe(expected));

  it.each(['${A', '${}', '${A!b}', '${1}', '${A:-${B}', `${'${A:-'.repeat(40)}${'}'.repeat(40)}`])(
    'refuses %s',
    (text) => expect(() => interpolate(text, () => undefined)).toThrow(InterpolationError),
  );

  it('reports what is missing and what is required, but not in a branch that is not taken', () => {
    const missing: string[] = [];
    const required: string[] = [];
    interpolate('$X ${Y:?say y} ${A:-$UNUSED} ${A:-${ALSO:?unused}}', lookup, {
      missing: (name) => missing.push(name),
      required: (name, message) => required.push(`${name}: ${message}`),
    });
    expect(missing).toEqual(['X']);
    expect(required).toEqual(['Y: say y']);
  });

  it('leaves any text alone whose signs are doubled', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(interpolate(text.replaceAll('$', '$$$$'), lookup)).toBe(text);
      }),
    );
  });

  it('bounds what a text becomes', () => {
    const long = 'x'.repeat(64 * 1024);
    expect(() => interpolate('$L'.repeat(1000), () => long)).toThrow(InterpolationError);
  });
});
