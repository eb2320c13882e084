import { describe, expect, it } from 'vitest';
import { type ProxyProgram, proxyImages, proxyPrograms } from '../../domain/proxy';
import { StepLog } from '../step/step-log';
import { deploy, machineWithPrevious } from '../testing/deploy';
import type { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec, withComponent } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { dropRoutes } from '../workload/drop-routes';
import { restoreRoutes } from '../workload/restore-routes';
import { emptyServers } from './caddy/servers';
import { type EnsureProxyInput, ensureProxy } from './ensure-proxy';
import { proxyOf } from './kinds';
import { proxyStatus } from './proxy-status';

const domain = 'shop.example.com';
const specOf = (kind: ProxyProgram) =>
  sampleSpec({ proxy: { kind, containerName: 'coolify-proxy', image: proxyImages[kind] } });
const access = (host: DoubleHost, program: ProxyProgram) => ({
  host,
  clock: new VirtualClock(),
  instanceId: 'gantry1',
  program,
  containerName: 'coolify-proxy',
});
const component = { key: 'app0001', routing: async () => sampleSpec().component.routing };

/** How a test handles each program. */
const machines: Record<
  ProxyProgram,
  {
    served: (host: DoubleHost) => string | null;
    lose: (host: DoubleHost) => void;
    unreachable: (host: DoubleHost) => Set<string>;
  }
> = {
  caddy: {
    served: (host) => host.caddy.upstreamFor(domain),
    lose: (host) => {
      host.caddy.servers = emptyServers();
      host.files.clear();
    },
    unreachable: (host) => host.caddy.unreachable,
  },
  traefik: {
    served: (host) => host.traefik.upstreamFor(domain),
    lose: (host) => host.files.clear(),
    unreachable: (host) => host.traefik.unreachable,
  },
};

const ensuring = (host: DoubleHost, program: ProxyProgram): EnsureProxyInput => ({
  ...access(host, program),
  image: proxyImages[program],
  network: { name: 'coolify', environment: null, pool: '10.213.0.0/16' },
  otherProgram: 'replace',
  log: new StepLog(new MemoryJournal(), new VirtualClock(), 'proxy'),
  signal: new AbortController().signal,
});

const proxies = (host: DoubleHost) =>
  [...host.docker.containers.values()]
    .filter(({ spec }) => spec.labels['gantry.kind'] === 'proxy')
    .map(({ name, status, spec }) => `${name} ${status} ${spec.image}`);

describe.each(proxyPrograms)('%s', (program) => {
  const spec = specOf(program);
  const { served, lose, unreachable } = machines[program];

  it('serves a release, and the next one from the other slot', async () => {
    const host = await machineWithPrevious(spec);
    const first = served(host);
    expect((await deploy(spec, host)).outcome).toBe('finished');
    expect([first, served(host)].sort()).toEqual(['app0001-blue:8080', 'app0001-green:8080']);
    expect(proxies(host)).toEqual([`coolify-proxy running ${proxyImages[program]}`]);
  });

  it('goes back to what served when the new container is not reached', async () => {
    const host = await machineWithPrevious(spec);
    const before = served(host);
    for (const slot of ['blue', 'green']) unreachable(host).add(`app0001-${slot}:9000`);
    const moved = withComponent(spec, { container: { ...spec.component.container, portsExposes: [9000] } });
    const result = await deploy(moved, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'switch' });
    expect(result.reason).toContain(`cannot reach the new container for ${domain}`);
    expect(served(host)).toBe(before);
  });

  it('gets back the routes it lost, to the slot that runs, and only those', async () => {
    const host = await machineWithPrevious(spec);
    const before = served(host);
    lose(host);
    await proxyOf({ program }).layOut(access(host, program));
    expect(served(host)).toBeNull();
    expect(await restoreRoutes(access(host, program), [component])).toEqual(['app0001']);
    expect(served(host)).toBe(before);
    expect(await restoreRoutes(access(host, program), [component])).toEqual([]);
    expect(await proxyStatus(access(host, program))).toEqual({ state: 'running', problem: null, routes: 2 });
  });

  it('loses the routes of what is gone', async () => {
    const host = await machineWithPrevious(spec);
    expect(await dropRoutes(access(host, program), async () => new Set(['app0001']))).toEqual([]);
    expect(await dropRoutes(access(host, program), async () => new Set())).toEqual(['app0001']);
    expect(served(host)).toBeNull();
  });

  it('takes the place of the other program, with its networks and without its routes of before', async () => {
    const other = program === 'caddy' ? 'traefik' : 'caddy';
    const host = await machineWithPrevious(spec);
    await ensureProxy(ensuring(host, other));
    expect(proxies(host)).toEqual([`coolify-proxy running ${proxyImages[other]}`]);
    await ensureProxy(ensuring(host, program));
    expect(proxies(host)).toEqual([`coolify-proxy running ${proxyImages[program]}`]);
    expect(await restoreRoutes(access(host, program), [component])).toEqual(['app0001']);
    expect(await ensureProxy(ensuring(host, program))).toBe(false);
  });

  it('goes on when the other program cannot take its place', async () => {
    const other = program === 'caddy' ? 'traefik' : 'caddy';
    const host = await machineWithPrevious(spec);
    const before = served(host);
    const start = host.docker.startContainer.bind(host.docker);
    host.docker.startContainer = async (id) => {
      if (host.docker.containers.get(id)?.spec.image === proxyImages[other]) throw new Error('no such file');
      await start(id);
    };
    await expect(ensureProxy(ensuring(host, other))).rejects.toThrow('no such file');
    expect(proxies(host)).toEqual([`coolify-proxy running ${proxyImages[program]}`]);
    expect(served(host)).toBe(before);
  });

  it('is not changed by a deployment', async () => {
    const other = program === 'caddy' ? 'traefik' : 'caddy';
    const host = await machineWithPrevious(spec);
    const result = await deploy(specOf(other), host);
    expect(result.reason).toContain('is being replaced');
    expect(proxies(host)).toEqual([`coolify-proxy running ${proxyImages[program]}`]);
  });
});

describe('Traefik', () => {
  it('that does not take a file over fails the switch, and the old container goes on', async () => {
    const spec = specOf('traefik');
    const host = await machineWithPrevious(spec);
    const before = machines.traefik.served(host);
    host.traefik.isStuck = true;
    const result = await deploy(spec, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'switch' });
    expect(result.reason).toContain('did not load its configuration');
    host.traefik.isStuck = false;
    expect(machines.traefik.served(host)).toBe(before);
  });
});
