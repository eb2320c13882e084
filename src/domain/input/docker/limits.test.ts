import { describe, expect, it } from 'vitest';
import * as limits from './limits';

describe('memory limits together', () => {
  it.each([
    ['512m', '256m', '0', 'limits_memory_swap', /at least limits_memory \(512m\)/],
    ['0', '256m', '0', 'limits_memory_swap', /Needs limits_memory/],
    ['512m', '0', '1g', 'limits_memory_reservation', /at most limits_memory \(512m\)/],
  ])('%s, swap %s, reservation %s contradict each other', (memory, swap, reservation, field, reason) => {
    expect(
      limits.memoryContradiction({
        limitsMemory: memory,
        limitsMemorySwap: swap,
        limitsMemoryReservation: reservation,
      }),
    ).toEqual({ field, reason: expect.stringMatching(reason) });
  });

  it.each([
    ['0', '0', '0'],
    ['512m', '512m', '512m'],
    ['512m', '1g', '256m'],
    ['512m', '-1', '0'],
    ['0', '-1', '64m'],
    ['1g', '1024m', '1048576k'],
  ])('%s, swap %s, reservation %s agree', (memory, swap, reservation) => {
    expect(
      limits.memoryContradiction({
        limitsMemory: memory,
        limitsMemorySwap: swap,
        limitsMemoryReservation: reservation,
      }),
    ).toBeNull();
  });
});

describe('limits that Docker refuses', () => {
  it.each([
    [limits.memoryLimit, '999999999999999g'],
    [limits.cpuLimit, '0.001'],
    [limits.cpuset, '3-0'],
    [limits.cpuset, '0,5-2'],
    [limits.cpuset, '0-9000'],
    [limits.cpuShares, 1],
    [limits.memorySwappiness, 101],
  ])('are refused when they are set (%#)', (schema, value) => {
    expect(schema.safeParse(value).success).toBe(false);
  });

  it.each([
    [limits.memoryLimit, '1048576g'],
    [limits.cpuLimit, '0.01'],
    [limits.cpuset, '0-3,6,8-8'],
    [limits.cpuShares, 2],
    [limits.memorySwappiness, -1],
  ])('end where the allowed ones begin (%#)', (schema, value) => {
    expect(schema.safeParse(value).success).toBe(true);
  });
});
