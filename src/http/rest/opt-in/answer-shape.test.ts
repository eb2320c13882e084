import { expect, it } from 'vitest';
import { z } from 'zod';
import { answerShapeOf } from './answer-shape';

const item = z.object({ uuid: z.string(), name: z.string() });
const shapeOf = (schema: z.ZodType | null) => {
  const { kind, itemsIn, keys } = answerShapeOf(schema);
  return [kind, itemsIn, [...keys].join(' ')];
};

it('tells one thing from a list, bare or in an envelope', () => {
  expect(shapeOf(item.optional())).toEqual(['one', null, 'uuid name']);
  expect(shapeOf(z.array(item))).toEqual(['list', null, 'uuid name']);
  expect(shapeOf(z.object({ count: z.int(), items: z.array(item) }))).toEqual(['list', 'items', 'uuid name']);
});

it('takes a thing with parts for one thing', () => {
  expect(shapeOf(item.extend({ environments: z.array(item) }))).toEqual([
    'one',
    null,
    'uuid name environments',
  ]);
  expect(shapeOf(z.object({ logs: z.array(item) }))).toEqual(['one', null, 'logs']);
});

it('takes a list of several kinds for a list of what any of them has', () => {
  const kinds = [
    item.extend({ type: z.literal('a') }),
    item.extend({ type: z.literal('b'), b: z.int() }),
  ] as const;
  expect(shapeOf(z.array(z.discriminatedUnion('type', kinds)))).toEqual(['list', null, 'uuid name type b']);
});

it('finds nothing to choose in anything else', () => {
  for (const schema of [null, z.string(), z.array(z.string()), z.union([item, z.string()])])
    expect(shapeOf(schema)).toEqual(['other', null, '']);
});
