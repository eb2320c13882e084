import { expect, it } from 'vitest';
import { daysUntilFull, usedPercent } from './disk-forecast';

const GB = 1024 ** 3;
const day = (number: number) => new Date(Date.UTC(2026, 10, number));
const reading = (number: number, freeGb: number) => ({
  at: day(number),
  totalBytes: 100 * GB,
  freeBytes: freeGb * GB,
});

it('a disk that loses two gigabytes a day is full when the rest is gone', () => {
  expect(daysUntilFull([reading(1, 50), reading(2, 48), reading(3, 46)])).toBe(23);
  expect(daysUntilFull([reading(3, 46), reading(1, 50), reading(2, 48)])).toBe(23);
});

it('one that is cleaned up, or stays as it is, has no such day', () => {
  expect(daysUntilFull([reading(1, 50), reading(2, 60)])).toBeNull();
  expect(daysUntilFull([reading(1, 50), reading(2, 50)])).toBeNull();
});

it('too few readings, or all of one hour, say nothing', () => {
  expect(daysUntilFull([])).toBeNull();
  expect(daysUntilFull([reading(1, 50)])).toBeNull();
  const later = { ...reading(1, 40), at: new Date(day(1).getTime() + 3_600_000) };
  expect(daysUntilFull([reading(1, 50), later])).toBeNull();
});

it('tells how much of a disk is used', () => {
  expect(usedPercent({ totalBytes: 100, freeBytes: 20 })).toBe(80);
  expect(usedPercent({ totalBytes: 0, freeBytes: 0 })).toBe(0);
});
