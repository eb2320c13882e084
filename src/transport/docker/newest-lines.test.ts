import { expect, test } from 'vitest';
import type { LogLine } from './api';
import { NewestLines } from './newest-lines';

const line = (text: string): LogLine => ({ stream: 'stdout', timestamp: `at ${text}`, text });
const textsOf = (newest: NewestLines) => newest.lines().map(({ text }) => text);

test('the last lines are kept in their order', () => {
  const newest = new NewestLines(3);
  for (let at = 0; at < 5_000; at += 1) newest.add(line(String(at)));
  expect(textsOf(newest)).toEqual(['4997', '4998', '4999']);
});

test('more text than fits is said to be missing', () => {
  const newest = new NewestLines(100, 10);
  for (const text of ['aaaa', 'bbbb', 'cccc', 'dddd']) newest.add(line(text));
  expect(newest.lines()).toEqual([
    {
      stream: 'stderr',
      timestamp: 'at cccc',
      text: '[2 earlier lines left out: more text than is shown at once]',
    },
    line('cccc'),
    line('dddd'),
  ]);
});

test('one line is there whatever its length', () => {
  const newest = new NewestLines(100, 10);
  newest.add(line('longer than ten'));
  expect(textsOf(newest)).toEqual(['longer than ten']);
});
