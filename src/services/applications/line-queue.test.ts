import { expect, test } from 'vitest';
import { LineQueue } from './line-queue';

const gap = (count: number) => `${count} left out`;

test('lines arrive in order, whether they come before or while somebody reads', async () => {
  const queue = new LineQueue<string>();
  queue.push('a');
  const seen: string[] = [];
  const reading = (async () => {
    for await (const line of queue.read(gap)) seen.push(line);
  })();
  await Promise.resolve();
  queue.push('b');
  queue.push('c');
  queue.close();
  await reading;
  expect(seen).toEqual(['a', 'b', 'c']);
});

test('what waits is told before the failure', async () => {
  const queue = new LineQueue<string>();
  queue.push('a');
  queue.fail(new Error('lost'));
  const lines = queue.read(gap);
  expect(await lines.next()).toEqual({ done: false, value: 'a' });
  await expect(lines.next()).rejects.toThrow('lost');
});

test('a slow reader is told how much it missed', async () => {
  const queue = new LineQueue<string>();
  for (let index = 0; index < 20_003; index++) queue.push(String(index));
  queue.close();
  const seen: string[] = [];
  for await (const line of queue.read(gap)) seen.push(line);
  expect([seen.length, seen.at(-2), seen.at(-1)]).toEqual([20_001, '19999', '3 left out']);
});
