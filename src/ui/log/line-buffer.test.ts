import { expect, test } from 'vitest';
import { chunkSize, LineBuffer, type LogLine } from './line-buffer';

const line = (sequence: number): LogLine => ({
  sequence,
  text: `${sequence}`,
  stream: 'stdout',
  hidden: false,
  at: null,
  step: null,
});
const lines = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => line(from + index));

test('a new line replaces only the last chunk', () => {
  const buffer = new LineBuffer(10_000);
  buffer.append(lines(1, chunkSize + 5));
  const before = buffer.chunks;
  buffer.append([line(chunkSize + 6)]);
  expect(buffer.chunks).toHaveLength(2);
  expect(buffer.chunks[0]).toBe(before[0]);
  expect(buffer.chunks[1]).not.toBe(before[1]);
});

test('lines that a resumed stream repeats are not doubled', () => {
  const buffer = new LineBuffer(10_000);
  buffer.append(lines(1, 10));
  buffer.append(lines(6, 10));
  expect(buffer.lines.map(({ sequence }) => sequence)).toEqual(
    Array.from({ length: 15 }, (_, index) => index + 1),
  );
});

test('the oldest chunks go first, the newest lines stay', () => {
  const buffer = new LineBuffer(2 * chunkSize);
  buffer.append(lines(1, 5 * chunkSize));
  expect(buffer.lines.at(-1)?.sequence).toBe(5 * chunkSize);
  expect(buffer.lines.length).toBeLessThanOrEqual(3 * chunkSize);
});
