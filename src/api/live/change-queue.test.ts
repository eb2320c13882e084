import { expect, test } from 'vitest';
import { ChangeQueue } from './change-queue';

const application = (uuid: string) => ({ kind: 'application', uuid });

test('tells of each object once, in the order of their first change', async () => {
  const queue = new ChangeQueue();
  for (const uuid of ['a', 'b', 'a', 'a']) queue.push(application(uuid));
  const read = queue.read();
  expect((await read.next()).value).toEqual(application('a'));
  queue.push(application('a'));
  expect((await read.next()).value).toEqual(application('b'));
  expect((await read.next()).value).toEqual(application('a'));
  const waiting = read.next();
  queue.push(application('c'));
  expect((await waiting).value).toEqual(application('c'));
});

test('ends with its reader', async () => {
  const queue = new ChangeQueue();
  const waiting = queue.read().next();
  queue.close();
  expect((await waiting).done).toBe(true);
});

test('lets a reader go that does not read', async () => {
  const queue = new ChangeQueue();
  const read = queue.read();
  queue.push(application('first'));
  await read.next();
  for (let at = 0; at < 5_001; at++) queue.push(application(String(at)));
  expect((await read.next()).done).toBe(true);
});
