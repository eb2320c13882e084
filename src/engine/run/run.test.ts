import { describe, expect, it } from 'vitest';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { buildPlan } from '../plans/application';
import { JournalLost } from '../step/step-log';
import { deploy, machineWithPrevious, workloadsOn } from '../testing/deploy';
import type { DoubleHost } from '../testing/double-host';
import { MemoryArchive } from '../testing/memory-archive';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import type { PlanResult } from './plan-run';
import { cancelPlan } from './run';
import { rolling, stopStart } from './run.testing';

describe('a deployment', () => {
  it('ends with one container, routed, and the old one gone', async () => {
    const host = await machineWithPrevious(rolling);
    const { outcome, facts } = await deploy(rolling, host, new MemoryJournal());
    expect(outcome).toBe('finished');
    expect(facts).toMatchObject({
      commit: 'a'.repeat(40),
      components: { main: { port: 8080, containerName: 'app0001-dep0001' } },
    });
    expect(workloadsOn(host)).toEqual(['app0001-dep0001 running']);
    expect(host.caddy.upstreamFor('shop.example.com')).toBe('app0001-blue:8080');
  });

  it('skips source and build when the image exists, and builds when forced', async () => {
    const host = await machineWithPrevious(rolling);
    const cached = new MemoryJournal();
    await deploy(sampleSpec(), host, cached);
    expect(cached.events).toContain('skip build');
    expect(host.startedJobs).toEqual([]);
  });

  it('parks the previous container of a fixed name until the new one is healthy', async () => {
    const host = await machineWithPrevious(stopStart);
    const { outcome } = await deploy(stopStart, host, new MemoryJournal());
    expect(outcome).toBe('finished');
    expect(workloadsOn(host)).toEqual(['shop running']);
  });
});

/** Change that turns a deployment into the rollback to a kept release. */
const rolledBack: Partial<DeploymentSpec> = {
  source: { kind: 'release', reference: `app0001:${'a'.repeat(40)}`, digest: null, commit: 'a'.repeat(40) },
};

describe.each([
  ['rolling deployment', rolling, {}, 1],
  ['stop-start deployment', stopStart, {}, 1],
  ['rolling rollback', rolling, rolledBack, 0],
  ['stop-start rollback', stopStart, rolledBack, 0],
])('a worker killed at any write of a %s', (_name, before, change, builds) => {
  const spec = { ...before, ...change };

  it('is resumed to the same end, with no second container and no line twice', async () => {
    const calm = new MemoryJournal();
    await deploy(spec, await machineWithPrevious(before), calm);
    for (let writes = 0; writes < calm.writes; writes++) {
      const host = await machineWithPrevious(before);
      const journal = new MemoryJournal();
      journal.killAfter(writes);
      await expect(deploy(spec, host, journal)).rejects.toBeInstanceOf(JournalLost);
      journal.revive();
      const { outcome } = await deploy(spec, host, journal);
      expect([writes, outcome]).toEqual([writes, 'finished']);
      expect(host.docker.created).toHaveLength(1);
      expect(host.startedJobs).toHaveLength(builds);
      expect(workloadsOn(host)).toHaveLength(1);
      expect(journal.lines.filter((line) => line.text === 'Successfully built')).toHaveLength(builds);
    }
  });

  it('finishes the undo when it failed and is killed there', async () => {
    const run = async (journal: MemoryJournal, host: DoubleHost) => {
      host.httpStatus = 500;
      return deploy(spec, host, journal);
    };
    const calm = new MemoryJournal();
    await run(calm, await machineWithPrevious(before));
    for (let writes = 0; writes < calm.writes; writes++) {
      const host = await machineWithPrevious(before);
      const ran = workloadsOn(host);
      const journal = new MemoryJournal();
      journal.killAfter(writes);
      await expect(run(journal, host)).rejects.toBeInstanceOf(JournalLost);
      journal.revive();
      const { outcome, failedStep } = await run(journal, host);
      expect([writes, outcome, failedStep]).toEqual([writes, 'failed', 'health']);
      expect(workloadsOn(host)).toEqual(ran);
    }
  });
});

describe.each([
  ['rolling', rolling],
  ['stop-start', stopStart],
])('a cancel at any step of a %s deployment', (_name, spec) => {
  const steps = buildPlan(spec).steps;
  const final = steps.findIndex((step) => step.irrevocable);

  it.each(steps.slice(0, final).map((step) => step.id))(
    'in %s removes only the new container',
    async (id) => {
      const host = await machineWithPrevious(spec);
      const before = workloadsOn(host);
      const upstream = host.caddy.upstreamFor('shop.example.com');
      const result = await cancelAt(id, spec, host);
      expect(result.outcome).toBe('cancelled');
      expect(workloadsOn(host)).toEqual(before);
      expect(host.caddy.upstreamFor('shop.example.com')).toBe(upstream);
      if (id === 'build') expect(host.killedJobs).toEqual(['dep0001-build']);
    },
  );

  it('after the old container is gone comes too late', async () => {
    const host = await machineWithPrevious(spec);
    const withCommand = { ...spec, postDeployment: { command: 'warm up', container: null } };
    const result = await cancelAt('remove-previous', withCommand, host);
    expect(result.outcome).toBe('finished');
    expect(workloadsOn(host)).toHaveLength(1);
    expect(host.docker.execs).toHaveLength(1);
  });

  it('reaches a deployment that no worker holds', async () => {
    const host = await machineWithPrevious(spec);
    const before = workloadsOn(host);
    const journal = new MemoryJournal();
    const healthStarts = 'probe /health';
    host.before = (what) => {
      if (what === healthStarts) journal.killAfter(0);
    };
    await expect(deploy(spec, host, journal)).rejects.toBeInstanceOf(JournalLost);
    host.before = () => undefined;
    journal.revive();
    const result = await cancelPlan({
      plan: buildPlan(spec),
      secrets: [],
      deadlineMs: spec.deadlines.totalMs,
      host,
      journal,
      archive: new MemoryArchive(),
      clock: new VirtualClock(),
    });
    expect(result.outcome).toBe('cancelled');
    expect(workloadsOn(host)).toEqual(before);
  });
});

/** Cancel the run as soon as the step has begun. */
function cancelAt(id: string, spec: DeploymentSpec, host: DoubleHost): Promise<PlanResult> {
  const controller = new AbortController();
  const journal = new MemoryJournal();
  const started = journal.stepStarted.bind(journal);
  journal.stepStarted = async (step) => {
    await started(step);
    if (step.id === id) controller.abort();
  };
  return deploy(spec, host, journal, controller.signal);
}
