import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { afterProbe, type Reachability, reachable } from './reachability';

const start = new Date('2026-01-01T00:00:00Z').getTime();

/** @param probes each [seconds since the start, succeeded] */
function probed(probes: readonly [number, boolean][], from: Reachability = reachable): Reachability {
  return probes.reduce(
    (state, [seconds, ok]) => afterProbe(state, ok, new Date(start + seconds * 1000)),
    from,
  );
}

const down = probed([
  [0, false],
  [60, false],
  [120, false],
]);

describe('afterProbe', () => {
  it('needs three failures', () =>
    expect(
      probed([
        [0, false],
        [300, false],
      ]).isReachable,
    ).toBe(true));
  it('needs two minutes', () => {
    expect(
      probed([
        [0, false],
        [20, false],
        [40, false],
        [119, false],
      ]).isReachable,
    ).toBe(true);
    expect(
      probed([
        [0, false],
        [20, false],
        [40, false],
        [120, false],
      ]).isReachable,
    ).toBe(false);
  });
  it('counts failures in a row only', () => {
    expect(
      probed([
        [0, false],
        [60, false],
        [90, true],
        [120, false],
        [180, false],
      ]).isReachable,
    ).toBe(true);
  });
  it('needs two good probes to come back', () => {
    expect(down.isReachable).toBe(false);
    expect(probed([[180, true]], down).isReachable).toBe(false);
    expect(
      probed(
        [
          [180, true],
          [240, false],
          [300, true],
        ],
        down,
      ).isReachable,
    ).toBe(false);
    expect(
      probed(
        [
          [180, true],
          [240, true],
        ],
        down,
      ).isReachable,
    ).toBe(true);
  });
  it('never changes its mind on a probe that agrees with it', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(600), fc.boolean())), fc.boolean(), (probes, ok) => {
        const sorted = probes.sort(([a], [b]) => a - b);
        const before = probed(sorted);
        const state = afterProbe(before, ok, new Date(start + 3600_000));
        expect(state.isReachable === before.isReachable || state.isReachable === ok).toBe(true);
      }),
    );
  });
});
