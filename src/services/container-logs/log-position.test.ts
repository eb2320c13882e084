import { expect, test } from 'vitest';
import type { LogLine } from '../../engine/workload/log';
import { LogPosition } from './log-position';

const id = 'abcdef012345'.padEnd(64, '6');
const line = (nano: number, text = ''): LogLine => ({
  stream: 'stdout',
  timestamp: `2026-01-01T00:00:00.${String(nano).padStart(9, '0')}Z`,
  text,
});

test('a reader that comes back gets what it does not have, lines of the same moment included', () => {
  const log = [line(1), line(2, 'a'), line(2, 'b'), line(2, 'c'), line(3)];
  const position = new LogPosition();
  for (const read of log.slice(0, 3)) position.advance(id, read);
  const again = LogPosition.parse(position.toString());
  expect(again.since(id)).toBe('2025-12-31T23:59:59.000Z');
  expect(log.filter(again.filter(id)).map(({ text }) => text)).toEqual(['c', '']);
  expect(log.filter(again.filter('f'.repeat(64)))).toEqual(log);
});

test('lines that Docker wrote down out of order come once, and none is left out', () => {
  const log = [line(1), line(5, 'stopping'), line(4, 'the last answer'), line(6)];
  for (let read = 1; read < log.length; read += 1) {
    const position = new LogPosition();
    for (const each of log.slice(0, read)) position.advance(id, each);
    expect(log.filter(LogPosition.parse(position.toString()).filter(id))).toEqual(log.slice(read));
  }
});

test('where the last line that was read is gone, what is clearly later is new', () => {
  const position = LogPosition.parse(`${id.slice(0, 12)}=${line(7).timestamp}/1`);
  const later = { ...line(0), timestamp: '2026-01-01T00:00:01.100000000Z' };
  expect([line(6), later, line(8)].filter(position.filter(id))).toEqual([later, line(8)]);
});

test('what is no position is the beginning', () => {
  for (const text of [null, '', '12', 'a=b/1', `${'a'.repeat(12)}=2026-99-99T00:00:00.000000000Z/1`, '=,=/'])
    expect(LogPosition.parse(text).isEmpty).toBe(true);
});

test('it does not grow without end', () => {
  const position = new LogPosition();
  for (let at = 0; at < 50; at += 1) position.advance(String(at).padStart(12, '0'), line(at));
  expect(position.toString().split(',')).toHaveLength(8);
  expect(position.has('000000000049')).toBe(true);
  expect(position.latest).toEqual(new Date('2026-01-01T00:00:00.000Z'));
});
