import { expect, it } from 'vitest';
import { z } from 'zod';
import { syncOutput } from '../sync-output';
import { summaryList } from './summary-list';

const summary = z.object({ name: z.string() });
const item = z.object({ name: z.string(), place: z.string().optional(), size: z.int().optional() });
const list = syncOutput(summaryList(item, summary, 'place'));

it('answers whole items with all of their members', async () => {
  const rows = [{ name: 'a', place: 'here', size: 1, hidden: true }];
  expect(await list.parseAsync(rows)).toEqual([{ name: 'a', place: 'here', size: 1 }]);
});

it('answers summaries with the members of a summary alone', async () => {
  expect(await list.parseAsync([{ name: 'a', hidden: true }, { name: 'b' }])).toEqual([
    { name: 'a' },
    { name: 'b' },
  ]);
  expect(await list.parseAsync([])).toEqual([]);
});

it('refuses what is neither', async () => {
  await expect(list.parseAsync([{ name: 1 }])).rejects.toThrow('expected string');
  await expect(list.parseAsync([{ place: 'here' }])).rejects.toThrow('This field is required.');
  await expect(list.parseAsync('none')).rejects.toThrow('expected array');
});

it('describes an item whose further members may be absent', () => {
  expect(z.toJSONSchema(list).items).toMatchObject({ required: ['name'] });
});
