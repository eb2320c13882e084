import { expect, test } from 'vitest';
import type { LogLine } from '../../engine/workload/log';
import { LineQueue } from './line-queue';

const gap = (count: number) => `${count} left out`;

test('lines arrive in order, whether they come before or during the read', async () => {
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

test('lines of 64 KB wait up to a limit, and the machine waits with them', async () => {
  const queue = new LineQueue<{ line: LogLine }>();
  const line: LogLine = { stream: 'stdout', timestamp: '', text: 'y'.repeat(65_536) };
  const waits: boolean[] = [];
  for (let index = 0; index < 20_000; index++) waits.push(queue.push({ line }) !== undefined);
  expect([waits[0], waits.at(-1), queue.waitingBytes < 9_000_000]).toEqual([false, true, true]);
  const taken = queue.push({ line });
  const read = queue.read((count) => ({ line: { ...line, text: `${count} left out` } }));
  let seen = 0;
  let text = '';
  for (; !text.endsWith('left out'); seen++) text = (await read.next()).value?.line.text ?? 'left out';
  await taken;
  expect([seen < 100, text]).toEqual([true, `${20_001 - seen + 1} left out`]);
});

test('a reader that left holds up no one', async () => {
  const queue = new LineQueue<{ line: LogLine }>();
  const line: LogLine = { stream: 'stdout', timestamp: '', text: 'y'.repeat(1_000_000) };
  const taken = queue.push({ line });
  queue.close();
  await taken;
  expect(queue.push({ line })).toBeUndefined();
});
