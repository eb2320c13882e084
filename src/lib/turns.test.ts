import { expect, it } from 'vitest';
import { Turns } from './turns';

it('lets so many in at a time, and the others in the order in which they came', async () => {
  const turns = new Turns(2);
  const came: string[] = [];
  const take = async (name: string) => {
    const end = await turns.take();
    came.push(name);
    return end;
  };
  const [endA, endB] = await Promise.all([take('a'), take('b')]);
  const c = take('c');
  const d = take('d');
  await Promise.resolve();
  expect([came, turns.isIdle, turns.waiting]).toEqual([['a', 'b'], false, 2]);
  endA();
  (await c)();
  endB();
  const endD = await d;
  expect([came, turns.isIdle]).toEqual([['a', 'b', 'c', 'd'], true]);
  endD();
  expect(await turns.take()).toBeTypeOf('function');
});
