import { describe, expect, it } from 'vitest';
import { buildPlan } from '../plans/application';
import { machineWithPrevious, workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { runOn } from '../testing/run-plan';
import { PlanPaused } from './plan-run';
import { rolling, stopStart } from './run.testing';

const cancelled = { signal: AbortSignal.abort() };

describe.each([
  ['rolling', rolling, 'app0001-dep0000'],
  ['stop-start', stopStart, 'shop'],
])('a %s deployment that pauses', (_, spec, before) => {
  const plan = buildPlan(spec);

  it('has changed nothing before its release', async () => {
    const host = await machineWithPrevious(spec);
    const journal = new MemoryJournal();
    await expect(runOn(host, plan, { journal, pauseBefore: 'release' })).rejects.toEqual(
      new PlanPaused('release'),
    );
    expect(workloadsOn(host)).toEqual([`${before} running`]);
    expect(await runOn(host, plan, { journal })).toMatchObject({ outcome: 'finished' });
    expect(workloadsOn(host)).toHaveLength(1);
  });

  it('serves before its completion, and keeps what ran before', async () => {
    const host = await machineWithPrevious(spec);
    const journal = new MemoryJournal();
    await expect(runOn(host, plan, { journal, pauseBefore: 'completion' })).rejects.toEqual(
      new PlanPaused('completion'),
    );
    expect(workloadsOn(host).map((line) => line.split(' ')[1])).toEqual(['exited', 'running']);
    expect(await runOn(host, plan, { journal })).toMatchObject({ outcome: 'finished' });
    expect(workloadsOn(host)).toHaveLength(1);
  });

  it('goes back when it is cancelled while it serves', async () => {
    const host = await machineWithPrevious(spec);
    const journal = new MemoryJournal();
    await expect(runOn(host, plan, { journal, pauseBefore: 'completion' })).rejects.toThrow(PlanPaused);
    expect(await runOn(host, plan, { journal, ...cancelled })).toMatchObject({ outcome: 'cancelled' });
    expect(workloadsOn(host)).toEqual([`${before} running`]);
  });

  it('leaves nothing behind when nothing ran before', async () => {
    const host = new DoubleHost();
    const journal = new MemoryJournal();
    await expect(runOn(host, plan, { journal, pauseBefore: 'completion' })).rejects.toThrow(PlanPaused);
    await runOn(host, plan, { journal, ...cancelled });
    expect(workloadsOn(host)).toEqual([]);
    expect(host.caddy.upstreamFor('shop.example.com')).toBeNull();
  });
});
