import { expect, it } from 'vitest';
import { parsePortsMappings } from './input/address/port-list';
import { portRanges, spanText } from './port-ranges';

it('puts ranges together again, and nothing else', () => {
  const text = '8080:80,28000-28003:8000-8003/udp,28004:8004,127.0.0.1:28005:8005,28006:9000';
  const ranges = portRanges(parsePortsMappings(text) ?? []);
  expect(ranges.map(({ first, last }) => spanText(first.hostPort, last.hostPort))).toEqual([
    '8080',
    '28000-28003',
    '28004',
    '28005',
    '28006',
  ]);
});
