import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { domainsLabel, portLabel, slotLabel } from '../../engine/component/slot';
import { emptyServers } from '../../engine/proxy/caddy-servers';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { keepProxy } from './keep-proxy';

let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  uuid = await test.renew();
  await test.server.database.unscoped.server.updateMany({
    data: { proxyKind: 'caddy', proxyStatus: 'running' },
  });
});
afterAll(() => test.server.stop());

const applications = () => test.server.database.unscoped.workload;
const serve = (fqdn: string) =>
  applications().update({ where: { uuid }, data: { application: { update: { fqdn } } } });

/** The container of the application that runs, released with a domain. */
async function addContainer(domain: string) {
  const container = test.host.docker.containers.get(await test.addContainer('web', uuid));
  const labels = {
    'gantry.kind': 'application',
    [slotLabel]: 'blue',
    [portLabel]: '8080',
    [domainsLabel]: domain,
  };
  Object.assign(container?.spec.labels ?? {}, labels);
}

/** The sweep over the server of the application; answers the state of its proxy in the row. */
async function sweep(): Promise<string> {
  const { destination } = await applications().findUniqueOrThrow({
    where: { uuid },
    include: { destination: { include: { server: { include: { privateKey: true } } } } },
  });
  await keepProxy(test.scope(), destination.server);
  const { id } = destination.server;
  return (await test.server.database.unscoped.server.findUniqueOrThrow({ where: { id } })).proxyStatus;
}

const proxy = () => [...test.host.docker.containers.values()].find(({ name }) => name === 'coolify-proxy');
const upstream = (host: string) => test.host.caddy.upstreamFor(host);

describe('the proxy sweep', () => {
  it('creates a proxy that is gone and restores the routes of what runs', async () => {
    await serve('http://kept.example');
    await addContainer('http://kept.example');
    test.host.caddy.servers = emptyServers();
    expect(await sweep()).toBe('running');
    expect(proxy()?.status).toBe('running');
    expect(upstream('kept.example')).toBe(`${uuid}-blue:8080`);
  });

  it('drops the routes of an application that is gone, and keeps those of others', async () => {
    await serve('http://kept.example');
    await addContainer('http://kept.example');
    await sweep();
    const { gantry_http: server } = test.host.caddy.servers;
    const [route] = server?.routes ?? [];
    if (!server || !route) throw new Error('no route');
    const stale = {
      ...route,
      '@id': 'gantry_removed0application_http_0',
      match: [{ host: ['gone.example'] }],
    };
    test.host.caddy.servers = {
      ...test.host.caddy.servers,
      gantry_http: { ...server, routes: [stale, ...server.routes] },
    };
    expect(upstream('gone.example')).toBe(`${uuid}-blue:8080`);
    await sweep();
    expect(upstream('gone.example')).toBeNull();
    expect(upstream('kept.example')).toBe(`${uuid}-blue:8080`);
  });

  it('starts one that was stopped, and leaves one that is well alone', async () => {
    await sweep();
    const container = proxy();
    if (!container) throw new Error('no proxy');
    container.status = 'exited';
    expect(await sweep()).toBe('running');
    expect(container.status).toBe('running');
    const { reloads } = test.host.caddy;
    await sweep();
    expect(test.host.caddy.reloads).toBe(reloads);
  });

  it('serves the domains of the release, not those that were set since', async () => {
    await serve('http://later.example');
    await addContainer('http://released.example');
    await sweep();
    expect([upstream('released.example'), upstream('later.example')]).toEqual([`${uuid}-blue:8080`, null]);
  });

  it('leaves the routes of an application alone while a deployment works on it', async () => {
    await serve('http://busy.example');
    await addContainer('http://busy.example');
    const { id, organizationId } = await applications().findUniqueOrThrow({ where: { uuid } });
    const deployment = await test.call('POST', `/deploy?uuid=${uuid}`);
    expect(deployment.status).toBe(200);
    await sweep();
    expect(upstream('busy.example')).toBeNull();
    await test.server.database.unscoped.operation.updateMany({
      where: { workloadId: id, organizationId },
      data: { status: 'finished' },
    });
    await sweep();
    expect(upstream('busy.example')).toBe(`${uuid}-blue:8080`);
  });

  it('restores nothing for a container that does not run', async () => {
    await serve('http://stopped.example');
    await addContainer('http://stopped.example');
    for (const each of test.host.docker.containers.values()) each.status = 'exited';
    await sweep();
    expect(upstream('stopped.example')).toBeNull();
  });

  it('does nothing on a server without a proxy, and says when one cannot be started', async () => {
    const { server } = test.server.database.unscoped;
    await server.updateMany({ data: { proxyKind: 'none', proxyStatus: 'exited' } });
    expect([await sweep(), proxy()]).toEqual(['exited', undefined]);
    await server.updateMany({ data: { proxyKind: 'caddy', proxyStatus: 'running' } });
    test.host.docker.startContainer = () => Promise.reject(new Error('port is already allocated'));
    expect(await sweep()).toBe('exited');
  });
});
