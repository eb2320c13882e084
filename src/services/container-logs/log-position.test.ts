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
  expect(again.since(id)).toBe(line(2).timestamp);
  expect(log.filter(again.filter(id)).map(({ text }) => text)).toEqual(['c', '']);
  expect(log.filter(again.filter('f'.repeat(64)))).toEqual(log);
});

test('what is no position is the beginning', () => {
  for (const text of [null, '', '12', 'a=b/1', `${'a'.repeat(12)}=2026-99-99T00:00:00.000000000Z/1`, '=,=/'])
    expect(LogPosition.parse(text).isEmpty).toBe(true);
});

test('it does not grow without end', () => {
  const position = new LogPosition();
  for (let at = 0; at < 50; at += 1) position.advance(String(at).padStart(12, '0'), line(at));
  expect(position.toString().split(',')).toHaveLength(8);
  expect(position.since('000000000049')).toBeDefined();
  expect(position.latest).toEqual(new Date('2026-01-01T00:00:00.000Z'));
});
