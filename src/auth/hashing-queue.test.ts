import { expect, it } from 'vitest';
import { HashingQueue } from './hashing-queue';

/** Make work that ends when the test ends it. */
function held() {
  let end = () => {};
  const promise = new Promise<void>((resolve) => {
    end = resolve;
  });
  return { promise, end };
}

it('hashes two at a time, in order, and refuses what would wait behind 32 others', async () => {
  const queue = new HashingQueue();
  const began: number[] = [];
  const works = Array.from({ length: 34 }, held);
  const runs = works.map(({ promise }, index) =>
    queue.run(() => {
      began.push(index);
      return promise;
    }),
  );
  await Promise.resolve();
  expect(began).toEqual([0, 1]);
  await expect(queue.run(async () => undefined)).rejects.toMatchObject({
    code: 'unavailable',
    headers: { 'Retry-After': '10' },
  });
  for (const { end } of works) end();
  await Promise.all(runs);
  expect(began).toEqual(works.map((_, index) => index));
  expect(await queue.run(async () => 'as ever')).toBe('as ever');
});

it('goes on after work that fails', async () => {
  const queue = new HashingQueue();
  const fails = () => Promise.reject(new Error('out of memory'));
  await Promise.all(
    Array.from({ length: 5 }, () => expect(queue.run(fails)).rejects.toThrow('out of memory')),
  );
  expect(await queue.run(async () => 'fine')).toBe('fine');
});
