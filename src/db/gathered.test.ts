import { expect, test } from 'vitest';
import { Gathered } from './gathered';

/** Make reads that end when the test says so; each returns its number. */
function reads() {
  const open: { answer(): void; fail(error: Error): void }[] = [];
  const read = () =>
    new Promise<number>((resolve, reject) => {
      const number = open.length + 1;
      open.push({ answer: () => resolve(number), fail: reject });
    });
  return { open, read };
}

test('a question alone is asked at once', async () => {
  const { open, read } = reads();
  const answer = new Gathered<number>().ask('key', read);
  open[0]?.answer();
  expect(await answer).toBe(1);
});

test('who asks during a read gets the answer of one that begins afterwards, and shares it', async () => {
  const { open, read } = reads();
  const gathered = new Gathered<number>();
  const first = gathered.ask('key', read);
  const later = [gathered.ask('key', read), gathered.ask('key', read), gathered.ask('key', read)];
  expect(open).toHaveLength(1);
  open[0]?.answer();
  expect(await first).toBe(1);
  await expect.poll(() => open.length).toBe(2);
  const last = gathered.ask('key', read);
  open[1]?.answer();
  expect(await Promise.all(later)).toEqual([2, 2, 2]);
  await expect.poll(() => open.length).toBe(3);
  open[2]?.answer();
  expect(await last).toBe(3);
});

test('questions of another name do not wait', async () => {
  const { open, read } = reads();
  const gathered = new Gathered<number>();
  const [one, other] = [gathered.ask('one', read), gathered.ask('other', read)];
  open[1]?.answer();
  expect(await other).toBe(2);
  open[0]?.answer();
  expect(await one).toBe(1);
});

test('a read that fails does so for those who share it alone, and leaves nothing behind', async () => {
  const { open, read } = reads();
  const gathered = new Gathered<number>();
  const first = gathered.ask('key', read);
  const second = gathered.ask('key', read);
  open[0]?.fail(new Error('PostgreSQL is away'));
  await expect(first).rejects.toThrow('PostgreSQL is away');
  await expect.poll(() => open.length).toBe(2);
  open[1]?.answer();
  expect(await second).toBe(2);
  const third = gathered.ask('key', read);
  expect(open).toHaveLength(3);
  open[2]?.answer();
  expect(await third).toBe(3);
});
