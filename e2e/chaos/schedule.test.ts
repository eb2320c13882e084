import { describe, expect, it } from 'vitest';
import { type ChaosEvent, type FaultEvent, faultKinds, scheduleOf, workloadCount } from './schedule';

const minutes = (count: number) => count * 60_000;
const plan = (seed: number, more: object = {}) =>
  scheduleOf({ seed, durationMs: minutes(3), faults: faultKinds, ...more });
const isFault = (event: ChaosEvent): event is FaultEvent => event.type === 'fault';
const seeds = Array.from({ length: 50 }, (_, index) => index + 1);

describe('the schedule of a chaos run', () => {
  it('follows from the seed alone', () => {
    expect(plan(7)).toEqual(plan(7));
    expect(plan(7)).not.toEqual(plan(8));
  });

  it('has faults and actions in order, each within the run', () => {
    for (const seed of seeds) {
      const events = plan(seed);
      const times = events.map(({ at }) => at);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      const late = events.filter((event) => event.at + (isFault(event) ? event.lastsMs : 0) > minutes(3));
      expect(late).toEqual([]);
      expect(events.filter((event) => !isFault(event) && event.workload >= workloadCount)).toEqual([]);
      expect(events.filter(isFault).length).toBeGreaterThan(8);
      expect(events.length).toBeGreaterThan(60);
    }
  });

  it('lets a target recover before it fails again, and leaves a proxy alone while its Docker daemon fails', () => {
    for (const seed of seeds) {
      const faults = plan(seed, { durationMs: minutes(10) }).filter(isFault);
      const groupOf = ({ kind, target }: FaultEvent) => `${kind === 'proxy' ? 'dockerd' : kind} ${target}`;
      const clashes = faults.filter((later, index) =>
        faults
          .slice(0, index)
          .some((earlier) => groupOf(earlier) === groupOf(later) && later.at <= earlier.at + earlier.lastsMs),
      );
      expect(clashes).toEqual([]);
    }
  });

  it('uses every kind of fault in some run of three minutes, and no other than those that are enabled', () => {
    const kinds = (more: object) =>
      new Set(seeds.flatMap((seed) => plan(seed, more).filter(isFault)).map(({ kind }) => kind));
    expect([...kinds({})].toSorted()).toEqual([...faultKinds].toSorted());
    expect([...kinds({ faults: ['sshd'] })]).toEqual(['sshd']);
    expect(plan(1, { faults: [] }).filter(isFault)).toEqual([]);
  });

  it('does the same meanwhile whatever faults are enabled', () => {
    const actions = (more: object) => plan(3, more).filter((event) => !isFault(event));
    expect(actions({ faults: ['proxy'] })).toEqual(actions({}));
  });
});
