import { describe, expect, it } from 'vitest';
import { renderPlan } from '../plan/render';
import { deploy, workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { runOn } from '../testing/run-plan';
import { sampleSpec } from '../testing/sample-spec';
import type { Presence } from './presence';
import { removePlan } from './remove';
import { stopPlan } from './stop';

const spec = sampleSpec({
  container: {
    ...sampleSpec().component.container,
    mounts: [{ kind: 'volume', source: 'shop-data', target: '/data' }],
  },
});
const presence: Presence = {
  operationUuid: 'op0002',
  workload: spec.workload,
  components: [{ name: spec.component.name, key: spec.component.key }],
  proxy: { instanceId: 'gantry1', containerName: 'coolify-proxy' },
  graceSeconds: 30,
};
const everything = { deleteVolumes: true, deleteImages: true, deleteNetworks: true };
const domain = 'shop.example.com';

async function machine(): Promise<DoubleHost> {
  const host = new DoubleHost();
  await host.docker.createContainer({ name: 'foreign', image: 'x', labels: {}, hostConfig: {} });
  await host.docker.ensureVolume('foreign-data', {});
  await deploy(spec, host);
  return host;
}

/** Fill the build cache: a layer of each image, and one that no image has. */
function cacheLayers({ docker }: DoubleHost): void {
  for (const reference of docker.images.keys())
    docker.buildCache.set(reference === 'caddy:2' ? 'of the proxy' : reference, reference);
  docker.buildCache.set('of a build', 'gone:1');
}

const lines = (plan: ReturnType<typeof stopPlan>) =>
  renderPlan(plan).map(({ id, actions }) => `${id}: ${actions.map(({ text }) => text).join('; ')}`);

describe('a stop', () => {
  it('takes the workload off the proxy before its containers stop', () => {
    expect(lines(stopPlan(presence))).toEqual([
      'previous: find the running containers',
      'routes: remove its routes from the proxy',
      'stop: stop its containers: SIGTERM, then SIGKILL after 30 s; remove its routes from the proxy',
    ]);
    expect(lines(stopPlan({ ...presence, proxy: null }))).toEqual([
      'previous: find the running containers',
      'stop: stop its containers: SIGTERM, then SIGKILL after 30 s',
    ]);
  });

  it('gives each component the time to stop that it has, and the step the sum of them', () => {
    const components = ['web', 'db'].map((name) => ({ name, key: `app0001-${name}` }));
    const parts = { ...presence, components, graceOf: { db: 600 } };
    expect(lines(stopPlan(parts)).at(-1)).toContain('SIGKILL after 30 s, db after 600 s;');
    for (const plan of [stopPlan(parts), removePlan(parts, everything)])
      expect(plan.steps.find(({ id }) => id === 'stop')?.deadlineMs).toBe(630_000 + 120_000);
    const remove = removePlan(parts, everything).steps.find(({ id }) => id === 'remove');
    expect(remove?.deadlineMs).toBe(630_000 + 120_000);
    expect(remove?.actions).toContainEqual(expect.objectContaining({ graceOf: { db: 600 } }));
  });

  it('keeps the containers, and does nothing the second time', async () => {
    const host = await machine();
    for (const operationUuid of ['op0002', 'op0003'])
      expect(await runOn(host, stopPlan({ ...presence, operationUuid }))).toMatchObject({
        outcome: 'finished',
      });
    expect(workloadsOn(host)).toEqual(['app0001-dep0001 exited']);
    expect(host.caddy.upstreamFor(domain)).toBeNull();
  });

  it('that fails or is cancelled goes back to what ran and was reached', async () => {
    const host = await machine();
    const upstream = host.caddy.upstreamFor(domain);
    const stop = host.docker.stopContainer.bind(host.docker);
    host.docker.stopContainer = async (id) => {
      await stop(id);
      throw new Error('permission denied');
    };
    expect(await runOn(host, stopPlan(presence))).toMatchObject({ outcome: 'failed', failedStep: 'stop' });
    host.docker.stopContainer = stop;
    const cancelling = new AbortController();
    const journal = new MemoryJournal();
    const finished = journal.stepFinished.bind(journal);
    journal.stepFinished = async (id, ...rest) => {
      await finished(id, ...rest);
      if (id === 'routes') cancelling.abort();
    };
    const { signal } = cancelling;
    expect(
      await runOn(host, stopPlan({ ...presence, operationUuid: 'op0003' }), { journal, signal }),
    ).toMatchObject({ outcome: 'cancelled', reason: 'The stop was cancelled.' });
    expect(workloadsOn(host)).toEqual(['app0001-dep0001 running']);
    expect(host.caddy.upstreamFor(domain)).toBe(upstream);
  });

  it('ends stopped, whenever its worker is killed', async () => {
    for (let writes = 0; ; writes++) {
      const host = await machine();
      const journal = new MemoryJournal();
      journal.killAfter(writes);
      const killed = await runOn(host, stopPlan(presence), { journal }).then(
        () => false,
        () => true,
      );
      if (!killed) break;
      journal.revive();
      expect((await runOn(host, stopPlan(presence), { journal })).outcome).toBe('finished');
      expect([workloadsOn(host), host.caddy.upstreamFor(domain)]).toEqual([['app0001-dep0001 exited'], null]);
    }
  });
});

describe('a removal', () => {
  it('says all that it removes', () => {
    expect(lines(removePlan(presence, everything)).slice(3)).toEqual([
      'remove: remove its containers; remove /var/lib/gantry/gantry1/workloads/app0001; forget which of its slots the proxy serves; remove its routes from the proxy',
      'remove-volumes: remove its volumes',
      'remove-images: remove its images',
      'remove-networks: remove its networks',
    ]);
  });

  it('leaves nothing of the workload, and everything else', async () => {
    const host = await machine();
    expect(await runOn(host, removePlan(presence, everything))).toMatchObject({ outcome: 'finished' });
    expect([...host.docker.containers.values()].map(({ name }) => name)).toEqual([
      'foreign',
      'coolify-proxy',
    ]);
    expect([...host.docker.volumes.keys()]).toEqual(['foreign-data']);
    expect([...host.docker.images.keys()]).toEqual(['caddy:2']);
    expect(host.caddy.upstreamFor(domain)).toBeNull();
  });

  it('keeps volumes and images unless asked', async () => {
    const host = await machine();
    const nothing = { deleteVolumes: false, deleteImages: false, deleteNetworks: false };
    await runOn(host, removePlan(presence, nothing));
    expect(workloadsOn(host)).toEqual([]);
    expect([...host.docker.volumes.keys()]).toEqual(['foreign-data', 'shop-data']);
    expect(host.docker.images.size).toBe(2);
  });

  it('tells what is still in use, and is done all the same', async () => {
    const host = await machine();
    host.docker.removeVolume = async () => {
      throw new Error('volume is in use');
    };
    const journal = new MemoryJournal();
    expect(await runOn(host, removePlan(presence, everything), { journal })).toMatchObject({
      outcome: 'finished',
    });
    expect(journal.text()).toContain('Not everything could be removed. volume shop-data: volume is in use');
    expect(workloadsOn(host)).toEqual([]);
  });

  it('frees the space of the images: their layers leave the build cache', async () => {
    const host = await machine();
    cacheLayers(host);
    await runOn(host, removePlan(presence, everything));
    expect([...host.docker.buildCache.keys()]).toEqual(['of the proxy', 'of a build']);
  });

  it('lists no build cache when there is no image to remove', async () => {
    const host = await machine();
    host.docker.listBuildCache = async () => {
      throw new Error('The build cache was listed.');
    };
    const journal = new MemoryJournal();
    host.docker.images.clear();
    await runOn(host, removePlan(presence, everything), { journal });
    expect(journal.text()).toContain('There are no images.');
    expect(journal.text()).not.toContain('build cache');
  });

  it('limits the list of the build cache, and removes the images all the same when it fails', async () => {
    const host = await machine();
    cacheLayers(host);
    const limits: unknown[] = [];
    host.docker.listBuildCache = async ({ deadlineMs } = {}) => {
      limits.push(deadlineMs);
      throw new Error('Docker took too long.');
    };
    const journal = new MemoryJournal();
    expect(await runOn(host, removePlan(presence, everything), { journal })).toMatchObject({
      outcome: 'finished',
    });
    expect([...host.docker.images.keys()]).toEqual(['caddy:2']);
    expect(limits).toEqual([120_000]);
    expect(journal.lines).toContainEqual(
      expect.objectContaining({
        stream: 'stderr',
        text: expect.stringContaining('may still be in the build cache: Docker took too long.'),
      }),
    );
    expect(journal.events).not.toContain('fail remove-images');
  });

  it('is complete, whenever its worker is killed', async () => {
    for (let writes = 0; ; writes++) {
      const host = await machine();
      const journal = new MemoryJournal();
      journal.killAfter(writes);
      const plan = removePlan(presence, everything);
      const killed = await runOn(host, plan, { journal }).then(
        () => false,
        () => true,
      );
      if (!killed) break;
      journal.revive();
      expect((await runOn(host, plan, { journal })).outcome).toBe('finished');
      expect([workloadsOn(host), [...host.docker.volumes.keys()]]).toEqual([[], ['foreign-data']]);
    }
  });
});
