import { describe, expect, it } from 'vitest';
import { DockerUnreachable } from '../../transport/docker/failure';
import { buildPlan } from '../plans/application';
import { JournalLost } from '../step/step-log';
import { machineWithPrevious, workloadsOn } from '../testing/deploy';
import type { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec, withComponent } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import type { PlanRun } from './plan-run';
import { runPlan } from './run';

const rolling = sampleSpec({ force: true });
const stopStart = withComponent(rolling, {
  container: { ...rolling.component.container, fixedName: 'shop' },
});
const hour = 3_600_000;

/** Make the new version unhealthy, and Docker unreachable from then on until `back` is called. */
function failingHost(host: DoubleHost): { back: () => void } {
  let isAway = false;
  host.httpStatus = 500;
  const probed = host.httpProbe.bind(host);
  let probes = 0;
  host.httpProbe = async (request) => {
    if (++probes === 3) isAway = true;
    return probed(request);
  };
  const { docker } = host;
  for (const name of ['inspectContainer', 'removeContainer', 'startContainer'] as const) {
    const original = docker[name].bind(docker) as (...args: unknown[]) => Promise<never>; // any of the three
    Object.assign(docker, {
      [name]: async (...args: unknown[]) => {
        if (isAway) throw new DockerUnreachable('203.0.113.5', 'not_running');
        return original(...args);
      },
    });
  }
  return {
    back: () => {
      isAway = false;
    },
  };
}

function runOf(host: DoubleHost, journal: MemoryJournal, more: Partial<PlanRun> = {}): PlanRun {
  return {
    plan: buildPlan(stopStart),
    secrets: [],
    deadlineMs: stopStart.deadlines.totalMs,
    host,
    journal,
    archive: new MemoryArchive(),
    clock: new VirtualClock(),
    signal: new AbortController().signal,
    ...more,
  };
}

describe('an undo that fails for a reason that passes', () => {
  it('is repeated with growing pauses and then given up, naming what is left', async () => {
    const host = await machineWithPrevious(stopStart);
    failingHost(host);
    const journal = new MemoryJournal();
    const run = runOf(host, journal);
    const begun = run.clock.monotonicMs();
    const { outcome, failedStep, leftovers } = await runPlan(run);
    expect([outcome, failedStep]).toEqual(['failed', 'health']);
    expect(leftovers).toContain('Stop the previous container: Docker is installed');
    expect(journal.delays.slice(0, 3).map(({ attempt, retryInMs }) => [attempt, retryInMs])).toEqual([
      [1, 1000],
      [2, 2000],
      [3, 4000],
    ]);
    expect(journal.text()).toContain('It will be retried in 4 s.');
    expect(run.clock.monotonicMs() - begun).toBeGreaterThan(5 * hour);
    expect(run.clock.monotonicMs() - begun).toBeLessThan(7 * hour);
  });

  it('counts the time that earlier workers spent on it', async () => {
    const host = await machineWithPrevious(stopStart);
    failingHost(host);
    const journal = new MemoryJournal();
    const load = journal.load.bind(journal);
    journal.load = async () => ({ ...(await load()), undoingMs: 5.9 * hour });
    const failed = { step: 'health', reason: 'not healthy', cancelled: false };
    await journal.stepStarted({ id: 'stop-previous', title: '' });
    await journal.stepFailed(failed.step, failed.reason, failed.cancelled);
    Object.assign(host.docker, {
      inspectContainer: async () => Promise.reject(new DockerUnreachable('203.0.113.5', 'not_running')),
    });
    const run = runOf(host, journal);
    const begun = run.clock.monotonicMs();
    expect((await runPlan(run)).outcome).toBe('failed');
    expect(run.clock.monotonicMs() - begun).toBeLessThan(hour);
  });

  it('stops where it is when the process ends, and goes on in another one', async () => {
    const host = await machineWithPrevious(stopStart);
    const outage = failingHost(host);
    const journal = new MemoryJournal();
    const halted = new AbortController();
    const delayed = journal.undoDelayed.bind(journal);
    journal.undoDelayed = async (delay) => {
      await delayed(delay);
      if (delay.attempt === 3) halted.abort();
    };
    await expect(runPlan(runOf(host, journal, { halted: halted.signal }))).rejects.toBeInstanceOf(
      JournalLost,
    );
    expect(workloadsOn(host)).toHaveLength(2);
    outage.back();
    const { outcome, leftovers } = await runPlan(runOf(host, journal));
    expect([outcome, leftovers]).toEqual(['failed', undefined]);
    expect(workloadsOn(host)).toEqual(['shop running']);
  });

  it('is killed at any write and goes on in another process', async () => {
    const calm = new MemoryJournal();
    const spent = await machineWithPrevious(stopStart);
    const whole = failingHost(spent);
    await runPlan(runOf(spent, endingOutage(calm, whole.back)));
    for (let writes = 0; writes < calm.writes; writes++) {
      const host = await machineWithPrevious(stopStart);
      const { back } = failingHost(host);
      const journal = endingOutage(new MemoryJournal(), back);
      journal.killAfter(writes);
      await expect(runPlan(runOf(host, journal))).rejects.toBeInstanceOf(JournalLost);
      journal.revive();
      const { outcome } = await runPlan(runOf(host, journal));
      expect([writes, outcome, workloadsOn(host)]).toEqual([writes, 'failed', ['shop running']]);
    }
  });

  it('is not repeated when the workload is about to be removed', async () => {
    const host = await machineWithPrevious(stopStart);
    failingHost(host);
    const journal = new MemoryJournal();
    const abandoned = new AbortController();
    const delayed = journal.undoDelayed.bind(journal);
    journal.undoDelayed = async (delay) => {
      await delayed(delay);
      abandoned.abort();
    };
    const { outcome, leftovers } = await runPlan(runOf(host, journal, { abandoned: abandoned.signal }));
    expect([outcome, journal.delays.length]).toEqual(['failed', 1]);
    expect(leftovers).toContain('Stop the previous container');
  });
});

/** End the outage when the undo has failed twice. */
function endingOutage(journal: MemoryJournal, back: () => void): MemoryJournal {
  const delayed = journal.undoDelayed.bind(journal);
  journal.undoDelayed = async (delay) => {
    await delayed(delay);
    if (delay.attempt >= 2) back();
  };
  return journal;
}

describe('an undo that fails for another reason', () => {
  it('is not repeated for hours', async () => {
    const host = await machineWithPrevious(stopStart);
    host.httpStatus = 500;
    const removed = host.docker.removeContainer.bind(host.docker);
    host.docker.removeContainer = async (id) => {
      if (host.docker.containers.get(id)?.spec.labels['gantry.deployment'] === 'dep0001')
        throw new Error('permission denied.');
      return removed(id);
    };
    const journal = new MemoryJournal();
    const { leftovers } = await runPlan(runOf(host, journal));
    expect(leftovers).toMatch(
      /Start the new container: permission denied.*Stop the previous container: The name/,
    );
    expect(journal.delays.length).toBeLessThan(10);
  });
});
