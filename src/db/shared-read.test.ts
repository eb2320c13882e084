import { expect, test } from 'vitest';
import type { Pool } from './pool';
import { sharedRead } from './shared-read';

/** Make a pool whose answers come when the test says so. */
function poolOf() {
  const asked: { values: unknown[]; answer(rows: object[]): void }[] = [];
  const query = ({ values }: { values: unknown[] }) =>
    new Promise((resolve) => asked.push({ values, answer: (rows) => resolve({ rows }) }));
  return { asked, pool: { query } as unknown as Pool }; // only what is used of a pool here
}

test('shares one answer between those who ask while another is under way', async () => {
  const { asked, pool } = poolOf();
  const ask = () =>
    sharedRead(pool, { name: 'list', text: 'SELECT', values: ['org 1'] }, (rows) => [...rows]);
  const first = ask();
  const [second, third] = [ask(), ask()];
  asked[0]?.answer([{ n: 1 }]);
  expect(await first).toEqual([{ n: 1 }]);
  await expect.poll(() => asked.length).toBe(2);
  asked[1]?.answer([{ n: 2 }]);
  expect(await second).toEqual([{ n: 2 }]);
  expect(await third).toBe(await second);
  expect(asked).toHaveLength(2);
});

test('never shares between statements, values or pools', async () => {
  const one = poolOf();
  const other = poolOf();
  const ask = (pool: Pool, name: string | undefined, text: string, values: unknown[]) =>
    sharedRead(pool, { ...(name ? { name } : {}), text, values }, (rows) => rows);
  const answers = [
    ask(one.pool, 'list', 'SELECT', ['org 1']),
    ask(one.pool, 'list', 'SELECT', ['org 2']),
    ask(one.pool, 'list', 'SELECT', ['org', '1']),
    ask(one.pool, 'list more', 'SELECT', ['org 1']),
    ask(one.pool, undefined, 'SELECT 1', ['org 1']),
    ask(one.pool, undefined, 'SELECT 2', ['org 1']),
    ask(other.pool, 'list', 'SELECT', ['org 1']),
  ];
  expect(one.asked).toHaveLength(6);
  expect(other.asked).toHaveLength(1);
  for (const [n, { answer }] of [...one.asked, ...other.asked].entries()) answer([{ n }]);
  expect((await Promise.all(answers)).flat()).toEqual(answers.map((_, n) => ({ n })));
});
