import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { buildPlan } from '../plans/application';
import { deploy, machineWithPrevious, workloadsOn } from '../testing/deploy';
import type { DoubleContainer } from '../testing/double-containers';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec, withComponent } from '../testing/sample-spec';

const rolling = sampleSpec({ health: { kind: 'none', startPeriod: 5 } });
const stopStart = withComponent(rolling, {
  container: { ...rolling.component.container, fixedName: 'shop' },
});
const { routing, container } = rolling.component;
const worker = withComponent(rolling, {
  routing: { ...routing, domains: [] },
  container: { ...container, portsExposes: [] },
});

/** Deploy, and change the new container as soon as it has taken over. */
async function deployed(
  spec: DeploymentSpec,
  host: DoubleHost,
  change: (container: DoubleContainer) => void = () => undefined,
) {
  const journal = new MemoryJournal();
  const started = journal.stepStarted.bind(journal);
  let meanwhile: string[] = [];
  journal.stepStarted = async (step) => {
    await started(step);
    if (step.id !== 'watch') return;
    meanwhile = workloadsOn(host);
    for (const each of host.docker.containers.values())
      if (each.spec.labels['gantry.deployment'] === spec.operationUuid) change(each);
  };
  const result = await deploy(spec, host, journal);
  return { ...result, journal, meanwhile };
}

const ends = (each: DoubleContainer) => Object.assign(each, { status: 'exited', exitCode: 7 });
const restarts = (each: DoubleContainer) => Object.assign(each, { restartCount: 1 });

describe.each([
  ['rolling', rolling],
  ['stop-start', stopStart],
  ['worker', worker],
])('a %s version without a health check', (_name, spec) => {
  it.each([
    ['ends', ends],
    ['restarts', restarts],
  ])('that %s right after it took over gives way to the old one', async (_what, change) => {
    const host = await machineWithPrevious(spec);
    const before = workloadsOn(host);
    const upstream = host.caddy.upstreamFor('shop.example.com');
    const { outcome, failedStep, reason, journal } = await deployed(spec, host, change);
    expect([outcome, failedStep]).toEqual(['failed', 'watch']);
    expect(reason).toContain('The new container ended');
    expect(journal.text()).toMatch(/last words of (app0001-dep0001|shop)/);
    expect(workloadsOn(host)).toEqual(before);
    expect(host.caddy.upstreamFor('shop.example.com')).toBe(upstream);
  });

  it('that stays well replaces the old one', async () => {
    const host = await machineWithPrevious(spec);
    expect((await deployed(spec, host)).outcome).toBe('finished');
    expect(workloadsOn(host)).toHaveLength(1);
  });
});

describe('the watch', () => {
  it('goes back when the port closes', async () => {
    const host = await machineWithPrevious(rolling);
    const close = () => {
      host.before = (what) => {
        if (what === 'connect 8080') throw new AppError('unavailable', 'refused');
      };
    };
    const { failedStep, reason } = await deployed(rolling, host, close);
    expect(failedStep).toBe('watch');
    expect(reason).toContain('stopped accepting connections on port 8080');
    expect(workloadsOn(host)).toEqual(['app0001-dep0000 running']);
  });

  it('has the old container by its side: running, or stopped where it had to stop', async () => {
    const both = ['app0001-dep0000 running', 'app0001-dep0001 running'];
    expect((await deployed(rolling, await machineWithPrevious(rolling))).meanwhile).toEqual(both);
    const { meanwhile } = await deployed(stopStart, await machineWithPrevious(stopStart));
    expect(meanwhile).toEqual([expect.stringMatching(/^app0001-previous-\S+ exited$/), 'shop running']);
  });

  it('forgives one refused connection', async () => {
    const host = await machineWithPrevious(rolling);
    const refuseOnce = () => {
      let refused = false;
      host.before = (what) => {
        if (what !== 'connect 8080' || refused) return;
        refused = true;
        throw new AppError('unavailable', 'refused');
      };
    };
    expect((await deployed(rolling, host, refuseOnce)).outcome).toBe('finished');
  });

  it('is left out where a health check has passed', async () => {
    expect(buildPlan(sampleSpec()).steps.map(({ id }) => id)).not.toContain('watch');
    const host = new DoubleHost();
    host.docker.addImage('shop', { hasHealthcheck: true });
    host.docker.onStart = (each) => {
      each.health = 'healthy';
    };
    const { outcome, journal } = await deployed(
      { ...rolling, source: { kind: 'image', reference: 'shop' } },
      host,
    );
    expect([outcome, journal.events.includes('skip watch')]).toEqual(['finished', true]);
  });
});

describe('a component without any port', () => {
  it('is deployed, also with a domain, and the log says where requests go', async () => {
    const host = new DoubleHost();
    host.docker.addImage('shop', { exposedPorts: [] });
    host.before = (what) => {
      if (what.startsWith('connect')) throw new AppError('unavailable', 'refused');
    };
    host.caddy.unreachable.add('app0001-green:3000');
    const source = { kind: 'image', reference: 'shop' } as const;
    expect((await deployed({ ...worker, source }, host)).outcome).toBe('finished');
    const routed = { ...withComponent(worker, { routing }), source, operationUuid: 'dep0002' };
    const { outcome, journal } = await deployed(routed, host);
    expect(outcome).toBe('finished');
    expect(journal.text()).toMatch(/Requests to shop\.example\.com go to port 3000.*Set ports_exposes/);
  });
});
