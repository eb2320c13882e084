import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseStrictJson } from './strict-json';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('JSON from outside', () => {
  it('means what JSON.parse says', () => {
    fc.assert(
      fc.property(fc.json({ maxDepth: 6 }), (text) => {
        fc.pre(!/__proto__|constructor|prototype/.test(text));
        expect(parseStrictJson(text)).toEqual(JSON.parse(text));
      }),
    );
  });

  it('may be 32 levels deep', () => expect(parseStrictJson(nested(32))).toBeDefined());

  it.each([33, 100_000])('is refused at %i levels, at once', (depth) => {
    const begin = performance.now();
    expect(() => parseStrictJson(nested(depth))).toThrow(/deeper than 32/);
    expect(performance.now() - begin).toBeLessThan(200);
  });

  it.each([
    '{"a":1,"a":2}',
    '{"a":1,"\\u0061":2}',
    '{"x":{"b":1,"c":{},"b":2}}',
    '{"__proto__":{}}',
    '{"\\u005f_proto__":{}}',
    '{"a":[{"constructor":1}]}',
    '{"prototype" : 1}',
    '{',
    '{"a"',
    '"\\',
    '{"a":1}}',
    '{a:1}',
    '',
    'nul',
  ])('refuses %s', (text) => expect(() => parseStrictJson(text)).toThrow(SyntaxError));

  it.each([
    '{"a":{"a":1},"b":{"a":2}}',
    '[{"a":1},{"a":2}]',
    '{"a":"__proto__"}',
    '{"a":"{\\"a\\":1,\\"a\\":2}"}',
  ])('takes %s', (text) => expect(parseStrictJson(text)).toEqual(JSON.parse(text)));

  it('never quotes the text it refuses', () => {
    expect(() => parseStrictJson('{"password": hunter2}')).toThrow(/^Invalid JSON\.$/);
  });
});
