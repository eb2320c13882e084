import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { LogLine } from '../../engine/workload/log';
import { Chunks } from './chunks';
import { packLines, unpackLines } from './line-block';

const logLine = fc.record({
  stream: fc.constantFrom('stdout' as const, 'stderr' as const),
  timestamp: fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  text: fc.string({ unit: 'grapheme' }).map((text) => text.replaceAll('\n', '')),
});

test('a block gives back its lines, whatever they hold', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(logLine), async (lines) => {
      expect(await unpackLines(packLines(lines))).toEqual(lines);
    }),
  );
});

const line = (text: string): LogLine => ({ stream: 'stdout', timestamp: '2026-01-01T00:00:00Z', text });
const text = 'x'.repeat(100 * 1024);

test('a log is cut into chunks in its order', async () => {
  const chunks = new Chunks(10_000_000);
  for (let at = 0; at < 4; at += 1) chunks.add(line(`${at} ${text}`));
  const kept = chunks.end();
  expect(kept.map(({ sequence, lines }) => [sequence, lines])).toEqual([
    [0, 3],
    [1, 1],
  ]);
  const lines = (await Promise.all(kept.map(({ content }) => unpackLines(content)))).flat();
  expect(lines.map(({ text }) => text.slice(0, 1))).toEqual(['0', '1', '2', '3']);
});

test('of a log beyond the limit the newest chunks are kept', () => {
  const chunks = new Chunks(700 * 1024);
  for (let at = 0; at < 30; at += 1) chunks.add(line(text));
  const kept = chunks.end();
  expect(kept.map(({ sequence }) => sequence)).toEqual([8, 9]);
  expect(kept.every(({ content }) => content.byteLength < 10_000)).toBe(true);
});

test('nothing printed is nothing stored', () => {
  expect(new Chunks(1000).end()).toEqual([]);
});
