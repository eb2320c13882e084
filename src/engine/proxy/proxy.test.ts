import { describe, expect, it } from 'vitest';
import { deploy, machineWithPrevious } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { applicationRoutes } from './caddy-routes';
import { proxyContainer } from './container';
import { proxyStatus } from './proxy-status';
import { syncRoutes } from './switch-route';

const spec = sampleSpec();
const access = (host: DoubleHost) => ({
  host,
  clock: new VirtualClock(),
  instanceId: spec.instanceId,
  containerName: spec.proxy.containerName,
});

describe('the proxy', () => {
  it('is created once, joins the network of each application, and is left running', async () => {
    const host = await machineWithPrevious(spec);
    await deploy({ ...spec, container: { ...spec.container, network: 'second' } }, host);
    const proxies = [...host.docker.containers.values()].filter(({ name }) => name === 'coolify-proxy');
    expect(proxies.map(({ networks }) => Object.keys(networks))).toEqual([['coolify', 'second']]);
    expect(host.docker.created).toEqual(['app0001-dep0001']);
  });

  it('of somebody else is left alone, with a way out', async () => {
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
      proxyContainer({ instanceId: 'i', containerName: 'p', image: 'caddy:2', network: 'n', kernelVersion })
        .hostConfig.Sysctls;
    expect(sysctls('5.14.0-1')).toEqual({ 'net.ipv4.tcp_migrate_req': '1' });
    expect(sysctls('6.1.0')).toBeDefined();
    expect(sysctls('5.10.0-30-amd64')).toBeUndefined();
  });

  it('gets back the routes it lost, keeping what an operator added', async () => {
    const host = await machineWithPrevious(spec);
    host.caddy.servers = { operator: { listen: [':9'], routes: [] } };
    const { applicationUuid, routing } = spec;
    const routes = applicationRoutes({ applicationUuid, routing, ports: { blue: 8080, green: 8080 } });
    await syncRoutes(access(host), new Map([[applicationUuid, routes]]));
    expect(host.caddy.upstreamFor('shop.example.com')).toBe('app0001-green:8080');
    expect(host.caddy.servers.operator).toBeDefined();
    expect(await proxyStatus(access(host))).toEqual({ state: 'running', problem: null, routes: 2 });
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
    const moved = { ...spec, container: { ...spec.container, portsExposes: [9000] } };
    const result = await deploy(moved, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'switch' });
    expect(result.reason).toContain('does not reach the new container for shop.example.com');
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
    expect(journal.text()).toContain('2 requests still ran on the old container after 30 s.');
  });
});
