import { describe, expect, it } from 'vitest';
import { deploy, machineWithPrevious } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec, withComponent } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { restoreRoutes } from '../workload/restore-routes';
import { componentRoutes } from './caddy/routes';
import { emptyServers, withRoutesOf } from './caddy/servers';
import { proxyContainer } from './container';
import { proxyStatus } from './proxy-status';

const spec = sampleSpec();
const access = (host: DoubleHost) => ({
  host,
  clock: new VirtualClock(),
  instanceId: spec.workload.instanceId,
  program: 'caddy' as const,
  containerName: spec.proxy.containerName,
});

const component = { key: spec.component.key, routing: async () => spec.component.routing };

describe('the proxy', () => {
  it('is created once, joins the network of each workload, and is left running', async () => {
    const host = await machineWithPrevious(spec);
    await deploy(
      withComponent(spec, { container: { ...spec.component.container, network: 'second' } }),
      host,
    );
    const proxies = [...host.docker.containers.values()].filter(({ name }) => name === 'coolify-proxy');
    expect(proxies.map(({ networks }) => Object.keys(networks))).toEqual([['coolify', 'second']]);
    expect(host.docker.created).toEqual(['app0001-dep0001']);
  });

  it('of another owner is left alone, with a way out', async () => {
    const host = new DoubleHost();
    await host.docker.createContainer({
      name: 'coolify-proxy',
      image: 'traefik',
      labels: {},
      hostConfig: {},
    });
    const result = await deploy(spec, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'network' });
    expect(result.reason).toMatch(/did not create.*another name/);
    expect((await proxyStatus(access(host))).state).toBe('foreign');
  });

  it('that cannot have port 80 says so', async () => {
    const host = new DoubleHost();
    host.docker.startContainer = async () => {
      throw new Error('bind: address already in use');
    };
    expect((await deploy(spec, host)).reason).toMatch(/port 80 or 443 .* in use/);
  });

  it('moves waiting connections to the new listener where the kernel can', () => {
    const sysctls = (kernelVersion: string) =>
      proxyContainer({
        instanceId: 'i',
        program: 'caddy',
        containerName: 'p',
        image: 'caddy:2',
        network: 'n',
        kernelVersion,
      }).hostConfig.Sysctls;
    expect(sysctls('5.14.0-1')).toEqual({ 'net.ipv4.tcp_migrate_req': '1' });
    expect(sysctls('6.1.0')).toBeDefined();
    expect(sysctls('5.10.0-30-amd64')).toBeUndefined();
  });

  it('is found under the name that it was given when it was made', async () => {
    const host = await machineWithPrevious(spec);
    const renamed = { ...spec, proxy: { ...spec.proxy, containerName: 'edge' } };
    expect((await deploy(renamed, host)).outcome).toBe('finished');
    expect([...host.docker.containers.values()].filter(({ name }) => name === 'edge')).toEqual([]);
    expect((await proxyStatus({ ...access(host), containerName: 'edge' })).state).toBe('running');
  });

  it('gets back the routes it lost, to the slot that runs, keeping what an operator added', async () => {
    const host = await machineWithPrevious(spec);
    host.caddy.servers = { operator: { listen: [':9'], routes: [] } };
    host.files.clear();
    expect(await restoreRoutes(access(host), [component])).toEqual([spec.component.key]);
    expect(host.caddy.upstreamFor('shop.example.com')).toBe('app0001-green:8080');
    expect(host.caddy.servers.operator).toBeDefined();
    expect(await proxyStatus(access(host))).toEqual({ state: 'running', problem: null, routes: 2 });
    const { reloads } = host.caddy;
    expect(await restoreRoutes(access(host), [component])).toEqual([]);
    expect(host.caddy.reloads).toBe(reloads);
  });

  it('does not get back the routes of what was stopped, nor undo a switch that came first', async () => {
    const host = await machineWithPrevious(spec);
    host.caddy.servers = emptyServers();
    const [, container] = [...host.docker.containers.values()];
    if (!container) throw new Error('no container');
    container.status = 'exited';
    expect(await restoreRoutes(access(host), [component])).toEqual([]);
    container.status = 'running';
    let switched = false;
    host.caddy.beforeWrite = () => {
      if (switched) return;
      switched = true;
      const { key, routing } = spec.component;
      const routes = componentRoutes({ key, routing, ports: { blue: 9000, green: 9000 } });
      host.caddy.servers = withRoutesOf(host.caddy.servers, key, routes);
      host.caddy.reloads++;
    };
    await restoreRoutes(access(host), [component]);
    expect(host.caddy.upstreamFor('shop.example.com')).toBe('app0001-green:9000');
  });
});

describe('a switch', () => {
  it('between versions on the same port causes no reload of the proxy', async () => {
    const host = await machineWithPrevious(spec);
    const before = host.caddy.reloads;
    await deploy(spec, host);
    expect(host.caddy.reloads).toBe(before);
  });

  it('to another port keeps the old one for the old container, and goes back whole', async () => {
    const host = await machineWithPrevious(spec);
    const before = structuredClone(host.caddy.servers);
    host.caddy.unreachable.add('app0001-blue:9000');
    const moved = withComponent(spec, { container: { ...spec.component.container, portsExposes: [9000] } });
    const result = await deploy(moved, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'switch' });
    expect(result.reason).toContain('cannot reach the new container for shop.example.com');
    expect(host.caddy.servers).toEqual(before);
    expect(host.caddy.upstreamFor('shop.example.com')).toBe('app0001-green:8080');
  });

  it('waits until the old container has finished its requests', async () => {
    const host = await machineWithPrevious(spec);
    host.caddy.running = { 'app0001-green:8080': 2 };
    const stopped: string[] = [];
    const stop = host.docker.stopContainer.bind(host.docker);
    host.docker.stopContainer = async (name) => {
      stopped.push(`${JSON.stringify(host.caddy.running)}`);
      await stop(name);
    };
    let polls = 0;
    host.before = (what) => {
      if (what === 'GET /reverse_proxy/upstreams' && ++polls === 10)
        host.caddy.running = { 'app0001-green:8080': 0 };
    };
    await deploy(spec, host);
    expect(stopped).toEqual(['{"app0001-green:8080":0}']);
  });

  it('waits no longer than the stop grace period, and tells how many were cut off', async () => {
    const host = await machineWithPrevious(spec);
    host.caddy.running = { 'app0001-green:8080': 2 };
    const journal = new MemoryJournal();
    expect((await deploy(spec, host, journal)).outcome).toBe('finished');
    expect(journal.text()).toContain('2 requests were still running on the old container after 30 s.');
  });
});

describe('WebSockets of other workloads', () => {
  const delays = (host: DoubleHost) =>
    JSON.stringify(host.caddy.servers).match(/"stream_close_delay":"[^"]*"/g) ?? [];

  it.each([
    ['v2.7.0 h1:x=', 8],
    ['2.11.2', 8],
    ['v3.0.1', 8],
    ['v2.6.4', 0],
    ['(devel)', 0],
  ])('survive a change of the proxy %s where it can (%i options)', async (version, count) => {
    const host = new DoubleHost(`server of caddy ${version}`);
    host.docker.caddyVersion = version;
    await deploy(spec, host);
    const domains = spec.component.routing.domains.map((domain) => ({
      ...domain,
      host: 'other.example.com',
    }));
    const routing = { ...spec.component.routing, domains };
    const workload = { ...spec.workload, uuid: 'app0002' };
    const second = withComponent(spec, { routing, key: 'app0002' });
    await deploy({ ...second, workload, operationUuid: 'dep0002' }, host);
    // Two slots each for the domain and its probe, per workload.
    expect(delays(host)).toHaveLength(count);
  });
});
