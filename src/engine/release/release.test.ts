import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { renderPlan } from '../plan/render';
import { workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { runOn } from '../testing/run-plan';
import { secretsOfReleases, storeComponent, storePlan, storeRelease } from '../testing/sample-release';

const first = storeRelease('op0001', [storeComponent()]);
const second = storeRelease('op0002', [storeComponent()]);

describe('the release of a component that writes to one volume', () => {
  it('creates, stops, starts and asks, and has nothing to do with the proxy', () => {
    const lines = renderPlan(storePlan(first)).map(
      ({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`,
    );
    expect(lines.slice(4)).toEqual([
      'previous: find the running containers',
      'create: create the new container',
      'stop-previous: stop the old container: SIGTERM, then SIGKILL after 30 s',
      'start: stop its other containers; start it',
      'health: wait until it is healthy: store-query SELECT 1, every 5 s, 3 times at most, after 10 s',
      'remove-previous: remove the old container',
    ]);
    expect(storePlan(first).downtime).toEqual({
      class: 'stop-start',
      reasons: ['only one container at a time may write to a volume'],
    });
  });

  it('never has two containers that run', async () => {
    const host = new DoubleHost();
    let most = 0;
    host.docker.onStart = () => {
      const running = workloadsOn(host).filter((each) => each.endsWith('running'));
      most = Math.max(most, running.length);
    };
    for (const releases of [first, second])
      expect((await runOn(host, storePlan(releases))).outcome).toBe('finished');
    expect([most, workloadsOn(host)]).toEqual([1, ['store001-op0002 running']]);
    expect([...host.docker.volumes.keys()]).toEqual(['store-data-store001']);
    expect(host.commands.some(({ argv }) => argv.join(' ').includes('/green/'))).toBe(false);
  });

  it('has labels of its kind', async () => {
    const host = new DoubleHost();
    await runOn(host, storePlan(first));
    const [container] = [...host.docker.containers.values()];
    expect(container?.spec.labels).toMatchObject({
      'gantry.kind': 'database',
      'gantry.resource': 'store001',
      'gantry.deployment': 'op0001',
      'coolify.type': 'database',
      'coolify.resourceName': 'Store',
    });
    expect(container?.spec.labels).not.toHaveProperty('gantry.component');
  });

  it('goes back to the old one when the new one does not answer the query', async () => {
    const host = new DoubleHost();
    await runOn(host, storePlan(first));
    host.docker.execCode = 1;
    const { outcome, failedStep, reason } = await runOn(host, storePlan(second));
    expect([outcome, failedStep]).toEqual(['failed', 'health']);
    expect(reason).toContain('the command "store-query SELECT 1" ended with status 1: from inside');
    expect(workloadsOn(host)).toEqual(['store001-op0001 running']);
  });
});

describe('one writer', () => {
  it('is what a volume has even when the new container cannot be removed', async () => {
    const host = new DoubleHost();
    await runOn(host, storePlan(first));
    host.docker.execCode = 1;
    host.docker.removeContainer = async () => {
      throw new Error('permission denied');
    };
    const { outcome, leftovers } = await runOn(host, storePlan(second));
    expect(outcome).toBe('failed');
    expect(leftovers).toMatch(
      /store001-op0002 is still running, and two containers must not write to the same volume/,
    );
    expect(workloadsOn(host)).toEqual(['store001-op0001 exited', 'store001-op0002 running']);
  });

  it('is what is left when a container runs that no one knows of', async () => {
    const host = new DoubleHost();
    await runOn(host, storePlan(first));
    const journal = new MemoryJournal();
    const started = journal.stepStarted.bind(journal);
    journal.stepStarted = async (step) => {
      await started(step);
      if (step.id !== 'start') return;
      for (const each of host.docker.containers.values())
        if (each.name === 'store001-op0001') each.status = 'running';
    };
    let most = 0;
    host.docker.onStart = () => {
      most = workloadsOn(host).filter((each) => each.endsWith('running')).length;
    };
    expect((await runOn(host, storePlan(second), { journal })).outcome).toBe('finished');
    expect(most).toBe(1);
  });

  it('is what is left whenever the worker is killed', async () => {
    for (let writes = 0; ; writes++) {
      const host = new DoubleHost();
      await runOn(host, storePlan(first));
      let most = 0;
      host.docker.onStart = () => {
        const running = workloadsOn(host).filter((each) => each.endsWith('running'));
        most = Math.max(most, running.length);
      };
      const journal = new MemoryJournal();
      journal.killAfter(writes);
      const killed = await runOn(host, storePlan(second), { journal }).then(
        () => false,
        () => true,
      );
      if (!killed) break;
      journal.revive();
      expect((await runOn(host, storePlan(second), { journal })).outcome).toBe('finished');
      expect([most, workloadsOn(host)]).toEqual([1, ['store001-op0002 running']]);
    }
  });
});

describe('a check inside the container', () => {
  it('gets its secrets as environment, and counts failures only after the start period', async () => {
    const host = new DoubleHost();
    const journal = new MemoryJournal();
    const passwords: string[] = [];
    host.docker.onExec = (_argv, env) => {
      passwords.push(env.STORE_PASSWORD?.reveal() ?? '');
      return passwords.length < 12 ? 1 : 0;
    };
    const secrets = secretsOfReleases(first);
    expect((await runOn(host, storePlan(first), { journal, secrets })).outcome).toBe('finished');
    expect(new Set(passwords)).toEqual(new Set(['first-password']));
    expect(journal.text()).toContain('The new container is healthy.');
    expect(journal.text()).not.toContain('first-password');
  });

  it('ends as soon as the container does', async () => {
    const host = new DoubleHost();
    host.docker.onExec = () => {
      for (const each of host.docker.containers.values())
        Object.assign(each, { status: 'exited', exitCode: 3 });
      return 1;
    };
    const { reason } = await runOn(host, storePlan(first));
    expect(reason).toContain('The new container ended with status 3');
  });
});

describe('files of a component', () => {
  const withFile = (content: string, replace: 'rolling' | 'stop-start' = 'stop-start') =>
    storeComponent({
      files: [{ target: '/etc/store.conf', content: new Secret(content), mode: 0o444 }],
      replace,
    });
  const folder = '/var/lib/gantry/gantry1/workloads/store001/main';

  it('are mounted read-only, and go with the version that they were given to', async () => {
    const host = new DoubleHost();
    await runOn(host, storePlan(storeRelease('op0001', [withFile('a = 1')])));
    const [container] = [...host.docker.containers.values()];
    expect(container?.spec.hostConfig.Mounts).toContainEqual({
      Type: 'bind',
      Source: `${folder}/op0001/0`,
      Target: '/etc/store.conf',
      ReadOnly: true,
    });
    await runOn(host, storePlan(storeRelease('op0002', [withFile('a = 2')])));
    expect([...host.files.keys()]).toEqual([`${folder}/op0002/0`]);
    await runOn(host, storePlan(storeRelease('op0003', [storeComponent()])));
    expect([...host.files.keys()]).toEqual([]);
  });

  it('of a version that fails are removed, and those of the old one are kept', async () => {
    const host = new DoubleHost();
    await runOn(host, storePlan(storeRelease('op0001', [withFile('a = 1')])));
    host.docker.execCode = 1;
    await runOn(host, storePlan(storeRelease('op0002', [withFile('a = 2')])));
    expect([...host.files.keys()]).toEqual([`${folder}/op0001/0`]);
  });
});

describe('several components', () => {
  const health = { kind: 'none', startPeriod: 1 } as const;
  const components = ['web', 'store'].map((name) =>
    storeComponent({ name, key: `store001-${name}`, image: `${name}:1`, health }),
  );

  it('have steps, facts and containers of their own', async () => {
    const host = new DoubleHost();
    const plan = storePlan(storeRelease('op0001', components));
    const ids = plan.steps.map(({ id }) => id);
    expect(ids).toContain('web:create');
    expect(ids).toContain('store:create');
    await runOn(host, plan);
    const { outcome, facts } = await runOn(host, storePlan(storeRelease('op0002', components)));
    expect(outcome).toBe('finished');
    expect(workloadsOn(host)).toEqual(['store001-web-op0002 running', 'store001-store-op0002 running']);
    expect(facts.components).toMatchObject({
      web: { image: 'web:1', containerName: 'store001-web-op0002' },
      store: { image: 'store:1', containerName: 'store001-store-op0002' },
    });
    expect(facts.components?.web?.previous).toHaveLength(1);
    const labels = [...host.docker.containers.values()].map(({ spec }) => spec.labels['gantry.component']);
    expect(labels).toEqual(['web', 'store']);
  });
});
