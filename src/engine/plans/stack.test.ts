import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import type { ComponentSpec } from '../../domain/workload/component-spec';
import type { StackComponent, StackSpec } from '../../domain/workload/stack-spec';
import { renderPlan } from '../plan/render';
import { workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { runOn } from '../testing/run-plan';
import { sampleSpec } from '../testing/sample-spec';
import { secretsOfComponent } from './secrets';
import { stackPlan } from './stack';

const domain = { scheme: 'http', host: 'shop.example.com', port: 80, path: '/', noindex: false } as const;

function component(
  name: string,
  change: Partial<Omit<ComponentSpec, 'image'>> = {},
  part: Partial<StackComponent> = {},
): StackComponent {
  const { component: sample } = sampleSpec();
  const isRouted = name === 'web';
  return {
    spec: {
      ...sample,
      name,
      key: `stack001-${name}`,
      image: `${name}:1`,
      environment: { runtime: [['PASSWORD', new Secret('a-password')]], injected: [], branch: null },
      container: {
        ...sample.container,
        fixedName: isRouted ? null : `${name}-stack001`,
        network: 'stack001',
        aliases: [name],
        portsExposes: [],
        portsMappings: [],
        mounts: [],
      },
      files: [],
      health: { kind: 'none', startPeriod: 0 },
      routing: isRouted
        ? {
            domains: [domain],
            forceHttps: true,
            redirect: 'both',
            gzip: true,
            stripPrefix: true,
            basicAuth: null,
          }
        : null,
      replace: isRouted ? 'rolling' : 'stop-start',
      configHash: `hash of ${name}`,
      ...change,
    },
    pull: 'missing',
    exposes: [],
    force: false,
    sharesWith: [],
    ...part,
  };
}

function stack(operationUuid: string, components: readonly StackComponent[]): StackSpec {
  const { proxy } = sampleSpec();
  const { workload } = sampleSpec({ workload: { kind: 'stack', uuid: 'stack001', name: 'Shop' } });
  return {
    operationUuid,
    workload,
    components,
    networks: [{ name: 'stack001', environment: null, workload: 'stack001', pool: '10.213.0.0/16' }],
    proxy,
    isWhole: true,
    deadlines: { totalMs: 3_600_000 },
  };
}

const migrate = component('migrate', { ends: 'must' });
const worker = component('worker');
const web = component('web');

function release(host: DoubleHost, operationUuid: string, components: readonly StackComponent[]) {
  const spec = stack(operationUuid, components);
  host.docker.onStart = (container) => {
    // A migration does its work and exits.
    if (container.spec.labels['gantry.component'] === 'migrate') container.status = 'exited';
  };
  const secrets = components.flatMap((each) => secretsOfComponent(each.spec));
  return runOn(host, stackPlan(spec), { secrets });
}

describe('the plan of a stack', () => {
  it('pulls everything, starts components in their order, and removes what was there before at the end', () => {
    const plan = stackPlan(stack('op0001', [migrate, worker, web]));
    expect(renderPlan(plan).map(({ id, title }) => `${id} · ${title}`)).toMatchInlineSnapshot(`
      [
        "preflight · Check the server",
        "migrate:image · Prepare the image (migrate)",
        "worker:image · Prepare the image (worker)",
        "web:image · Prepare the image (web)",
        "network · Prepare the networks and the proxy",
        "migrate:compare · Compare with the running version (migrate)",
        "migrate:previous · Find the running containers (migrate)",
        "migrate:create · Create the new container (migrate)",
        "migrate:stop-previous · Stop the previous container (migrate)",
        "migrate:start · Start the new container (migrate)",
        "migrate:health · Wait until it has finished (migrate)",
        "worker:compare · Compare with the running version (worker)",
        "worker:previous · Find the running containers (worker)",
        "worker:create · Create the new container (worker)",
        "worker:stop-previous · Stop the previous container (worker)",
        "worker:start · Start the new container (worker)",
        "worker:health · Wait until it is healthy (worker)",
        "worker:watch · Watch the new container (worker)",
        "web:compare · Compare with the running version (web)",
        "web:previous · Find the running containers (web)",
        "web:create · Create the new container (web)",
        "web:start · Start the new container (web)",
        "web:health · Wait until it is healthy (web)",
        "web:switch · Send requests to the new container (web)",
        "web:watch · Watch the new container (web)",
        "web:drain · Let the old container finish its requests (web)",
        "web:stop-previous · Stop the previous container (web)",
        "migrate:remove-previous · Remove the previous container (migrate)",
        "worker:remove-previous · Remove the previous container (worker)",
        "web:remove-previous · Remove the previous container (web)",
        "web:name · Give the container its name (web)",
        "orphans · Remove components that are no longer in the file",
      ]
    `);
    expect(plan.downtime).toMatchInlineSnapshot(`
      {
        "class": "stop-start",
        "reasons": [
          "migrate: the container has a fixed name",
          "migrate: only one container at a time may write to a volume",
          "worker: the container has a fixed name",
          "worker: only one container at a time may write to a volume",
        ],
      }
    `);
  });
});

describe('a release of a stack', () => {
  it('leaves alone what has not changed, and replaces what has', async () => {
    const host = new DoubleHost();
    expect(await release(host, 'op0001', [migrate, worker, web])).toMatchObject({ outcome: 'finished' });
    expect(workloadsOn(host).sort()).toEqual([
      'migrate-stack001 exited',
      'web-stack001 running',
      'worker-stack001 running',
    ]);
    const before = host.docker.created.length;
    const changed = component('web', { configHash: 'another' });
    expect(await release(host, 'op0002', [migrate, worker, changed])).toMatchObject({ outcome: 'finished' });
    expect(host.docker.created.slice(before)).toEqual(['stack001-web-op0002']);
    expect(workloadsOn(host).sort()).toEqual([
      'migrate-stack001 exited',
      'web-stack001 running',
      'worker-stack001 running',
    ]);
  });

  it('replaces everything where that is asked for', async () => {
    const host = new DoubleHost();
    await release(host, 'op0001', [worker]);
    const forced = component('worker', {}, { force: true });
    expect(await release(host, 'op0002', [forced])).toMatchObject({ outcome: 'finished' });
    expect(host.docker.created).toEqual(['stack001-worker-op0001', 'stack001-worker-op0002']);
  });

  it('goes back to all that ran when a later component fails', async () => {
    const host = new DoubleHost();
    await release(host, 'op0001', [worker, web]);
    const containers = [...host.docker.containers.keys()].sort();
    const next = [component('worker', { configHash: 'new' }), component('web', { configHash: 'new' })];
    host.docker.onStart = (container) => {
      if (container.spec.labels['gantry.component'] === 'web') {
        container.status = 'exited';
        container.exitCode = 1;
      }
    };
    const spec = stack('op0002', next);
    const result = await runOn(host, stackPlan(spec));
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'web:health' });
    expect([...host.docker.containers.keys()].sort()).toEqual(containers);
    expect(workloadsOn(host).sort()).toEqual(['web-stack001 running', 'worker-stack001 running']);
  });

  it('makes volumes and networks with the labels of the file beside its own, which win', async () => {
    const host = new DoubleHost();
    const labels = { tier: 'store', 'gantry.organization': 'another', 'gantry.kind': 'proxy' };
    const data = { name: 'stack001-data', labels, options: { type: 'tmpfs', device: 'tmpfs' } };
    const mounting = component('worker', {
      container: {
        ...worker.spec.container,
        mounts: [{ kind: 'volume', source: data.name, target: '/data' }],
      },
    });
    const spec = stack('op0001', [mounting]);
    const { uuid, instanceId, organizationUuid } = spec.workload;
    const [network] = spec.networks;
    const networks = network ? [{ ...network, organization: organizationUuid, labels }] : [];
    expect(await runOn(host, stackPlan({ ...spec, networks, volumes: [data] }))).toMatchObject({
      outcome: 'finished',
    });
    const own = {
      tier: 'store',
      'gantry.managed': 'true',
      'gantry.instance': instanceId,
      'gantry.resource': uuid,
      'gantry.organization': organizationUuid,
    };
    expect(host.docker.volumes.get(data.name)).toEqual({ ...own, 'gantry.kind': 'stack' });
    expect(host.docker.volumeOptions.get(data.name)).toEqual(data.options);
    expect(host.docker.networks.get(uuid)?.labels).toEqual({ ...own, 'gantry.kind': 'network' });
  });

  it('removes what the file no longer has, last of all', async () => {
    const host = new DoubleHost();
    await release(host, 'op0001', [worker, web]);
    expect(await release(host, 'op0002', [web])).toMatchObject({ outcome: 'finished' });
    expect(workloadsOn(host)).toEqual(['web-stack001 running']);
  });

  it('fails where a component that others wait for ends with another status', async () => {
    const host = new DoubleHost();
    const spec = stack('op0001', [migrate, web]);
    host.docker.onStart = (container) => {
      container.status = 'exited';
      container.exitCode = 3;
    };
    const result = await runOn(host, stackPlan(spec));
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'migrate:health' });
    expect(result.reason).toContain('ended with status 3');
    expect(workloadsOn(host)).toEqual([]);
  });
});
