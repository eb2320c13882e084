import { describe, expect, it } from 'vitest';
import { entityTagOf, isKnown, isMet, readCondition } from './entity-tag';

const tagOf = (value: unknown) => entityTagOf(JSON.stringify(value));
const met = (before: unknown, after: unknown) => isMet(readCondition(tagOf(before)), tagOf(after));

describe('an entity tag', () => {
  it('is another one for any difference', () => {
    expect(tagOf({ name: 'a', status: 'x' })).toBe(tagOf({ name: 'a', status: 'x' }));
    expect(tagOf({ name: 'a', status: 'x' })).not.toBe(tagOf({ name: 'a', status: 'y' }));
  });

  it('meets a condition in spite of what Gantry observes, however deep and of whatever type', () => {
    const observed = (status: string, at: string | null, isUp: boolean, count: number) => ({
      name: 'a',
      last_online_at: at,
      applications: [{ status, name: 'b' }],
      settings: { is_reachable: isUp, unreachable_count: count, keep: 1 },
      status,
    });
    expect(met(observed('exited', null, true, 0), observed('a"b\\', '2026-11-22', false, 12))).toBe(true);
  });

  it('does not meet it after an edit, which cannot hide in a text', () => {
    expect(met({ name: 'a', status: 'x' }, { name: 'b', status: 'x' })).toBe(false);
    expect(met({ text: '"status":"x"' }, { text: '"status":"y"' })).toBe(false);
    expect(met({ text: '{\\"status":"x",' }, { text: '{\\"status":"y",' })).toBe(false);
    expect(met({ status: 'x', a: 1, b: 2 }, { status: 'x', a: 1, b: 3 })).toBe(false);
  });
});

describe('a condition', () => {
  it('is * or a list of tags', () => {
    expect(readCondition(' * ')).toBe('*');
    expect(readCondition('"a", W/"b"')).toEqual(['"a"', 'W/"b"']);
    for (const header of ['', 'a', '"a" "b"', '"a', '"a",', "'a'"])
      expect(() => readCondition(header)).toThrow('Invalid request.');
  });

  it('is not met by a weak tag', () => {
    expect(isMet(readCondition(`W/${tagOf({})}`), tagOf({}))).toBe(false);
  });
});

it('a reader knows what they have, weak or not', () => {
  const tag = tagOf({ a: 1 });
  expect([tag, `W/${tag}`, `"x",${tag}`, '*'].map((header) => isKnown(header, tag))).toEqual(
    Array(4).fill(true),
  );
  expect(['', 'x', '"x"', tag.slice(1)].map((header) => isKnown(header, tag))).toEqual(Array(4).fill(false));
});
