import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { emptyServers } from '../../engine/proxy/caddy/servers';
import { type Clock, systemClock } from '../../lib/clock';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { addReleased, silenceProxy, sweepServerOf } from './keep-proxy.testing';

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

const addContainer = (domain: string) => addReleased(test, uuid, domain);

let now = 0;
const setTime = (ms: number) => {
  now = ms;
};
/** A clock that does not move; pauses end at once. */
const clock: Clock = {
  ...systemClock,
  monotonicMs: () => now,
  sleep: async (_ms, signal) => signal?.throwIfAborted(),
};
const sweep = () => sweepServerOf(test, uuid, clock);

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

  it('puts Traefik in the place of Caddy with all routes, but not while an operation works', async () => {
    const { server, operation } = test.server.database.unscoped;
    await serve('http://kept.example');
    await addContainer('http://kept.example');
    await sweep();
    await server.updateMany({ data: { proxyKind: 'traefik', proxyImage: 'traefik:v3.7' } });
    expect((await test.call('POST', `/deploy?uuid=${uuid}`)).status).toBe(200);
    await operation.updateMany({ data: { status: 'in_progress' } });
    expect([await sweep(), proxy()?.spec.image]).toEqual(['running', 'caddy:2']);
    await operation.updateMany({ data: { status: 'finished' } });
    expect([await sweep(), proxy()?.spec.image]).toEqual(['running', 'traefik:v3.7']);
    expect(test.host.traefik.upstreamFor('kept.example')).toBe(`${uuid}-blue:8080`);
    const written = [...test.host.files];
    await sweep();
    expect([...test.host.files]).toEqual(written);
  });

  it('goes on with Caddy where Traefik does not start, and does not try that with every look', async () => {
    await serve('http://kept.example');
    await addContainer('http://kept.example');
    await sweep();
    await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'traefik' } });
    const start = test.host.docker.startContainer.bind(test.host.docker);
    let tried = 0;
    test.host.docker.startContainer = async (id) => {
      const isTraefik = test.host.docker.containers.get(id)?.spec.labels['gantry.proxy'] === 'traefik';
      if (isTraefik && ++tried > 0) throw new Error('exec format error');
      await start(id);
    };
    for (let look = 0; look < 3; look++) await sweep();
    expect([tried, proxy()?.status, upstream('kept.example')]).toEqual([1, 'running', `${uuid}-blue:8080`]);
    setTime(now + 61_000);
    await sweep();
    expect(tried).toBe(2);
  });

  it('leads nowhere for an application that was stopped while it was away', async () => {
    await serve('http://stopped.example');
    await addContainer('http://stopped.example');
    await sweep();
    const container = proxy();
    if (!container) throw new Error('no proxy');
    container.status = 'exited';
    await applications().update({ where: { uuid }, data: { status: 'running:healthy' } });
    await test.call('POST', `/applications/${uuid}/stop`);
    await test.work();
    // Caddy comes back with the configuration that it had.
    expect(upstream('stopped.example')).toBe(`${uuid}-blue:8080`);
    expect(await sweep()).toBe('running');
    expect(upstream('stopped.example')).toBeNull();
  });

  it('keeps the routes of what is about to run again, or runs again', async () => {
    await serve('http://paused.example');
    await addContainer('http://paused.example');
    await sweep();
    const container = [...test.host.docker.containers.values()].find(({ name }) => name === 'web');
    if (!container) throw new Error('no container');
    // Stopped by hand: the row does not say so yet.
    container.status = 'exited';
    await applications().update({ where: { uuid }, data: { status: 'running:healthy' } });
    await sweep();
    expect(upstream('paused.example')).toBe(`${uuid}-blue:8080`);
    // The row says so, but a deployment works on it.
    await applications().update({ where: { uuid }, data: { status: 'exited' } });
    await test.call('POST', `/deploy?uuid=${uuid}`);
    await sweep();
    expect(upstream('paused.example')).toBe(`${uuid}-blue:8080`);
    await test.server.database.unscoped.operation.updateMany({ data: { status: 'failed' } });
    // The row still says so, but it is running.
    container.status = 'running';
    await sweep();
    expect(upstream('paused.example')).toBe(`${uuid}-blue:8080`);
  });
});

describe('a proxy that runs but does not answer', () => {
  const silence = (cures: number) => silenceProxy(test, cures);

  it('is restarted when the second look finds it so, and not at the first', async () => {
    await sweep();
    const stops = silence(1);
    expect([await sweep(), stops()]).toEqual(['exited', 0]);
    expect([await sweep(), stops()]).toEqual(['running', 1]);
    expect([await sweep(), stops()]).toEqual(['running', 1]);
  });

  it('is not restarted with every look when that does not help', async () => {
    await sweep();
    const stops = silence(1_000);
    setTime(0);
    await sweep();
    for (let look = 0; look < 10; look++) await sweep();
    expect(stops()).toBe(1);
    setTime(61_000);
    for (let look = 0; look < 10; look++) await sweep();
    expect(stops()).toBe(2);
    setTime(122_000);
    for (let look = 0; look < 10; look++) await sweep();
    expect(stops()).toBe(2);
  });
});
