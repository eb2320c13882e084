import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { type ProxyProgram, proxyImages, proxyPrograms } from '../../domain/proxy';
import { machineWithPrevious } from '../testing/deploy';
import type { DoubleHost } from '../testing/double-host';
import { textOf } from '../testing/double-traefik';
import { sampleSpec } from '../testing/sample-spec';
import { VirtualClock } from '../testing/virtual-clock';
import { proxyOf } from './kinds';
import { NotServed, RefusedByProxy } from './model/refused';

const access = (host: DoubleHost, program: ProxyProgram) => ({
  host,
  clock: new VirtualClock(),
  instanceId: 'gantry1',
  program,
  containerName: 'coolify-proxy',
});

const texts: Record<ProxyProgram, (name: string) => string> = {
  caddy: (name) =>
    `gantry_http: {routes: [{match: [{host: [${name}.example]}], handle: [{handler: static_response}]}]}`,
  traefik: (name) =>
    `http: {routers: {${name}: {rule: "Host(\`${name}.example\`)", service: ${name}}}, services: {${name}: {loadBalancer: {servers: [{url: "http://${name}"}]}}}}`,
};

const folder = '/var/lib/gantry/proxy/gantry1/traefik/routes';
const fileOf = (host: DoubleHost, name: string) => textOf(host.files.get(`${folder}/${name}.yml`) ?? '');

/** Everything of the configuration of a proxy besides the routes of components, as text. */
const settingsOf: Record<ProxyProgram, (host: DoubleHost) => string> = {
  caddy: (host) => JSON.stringify(host.caddy.servers),
  traefik: (host) => fileOf(host, '_custom') + fileOf(host, '_fallback'),
};

async function machine(program: ProxyProgram) {
  const image = proxyImages[program];
  const spec = sampleSpec({ proxy: { kind: program, containerName: 'coolify-proxy', image } });
  const host = await machineWithPrevious(spec);
  const proxy = access(host, program);
  const part = (name: string) => {
    const outcome = proxyOf(proxy).readCustomPart(texts[program](name));
    if (!outcome.ok) throw new Error(outcome.problems.map(({ message }) => message).join());
    return outcome.value;
  };
  return { host, proxy, part, settings: () => settingsOf[program](host) };
}

describe.each(proxyPrograms)('what users set for %s', (program) => {
  it('is active, replaced as a whole, and restored where it was lost', async () => {
    const { host, proxy, part, settings } = await machine(program);
    await part('one').apply(proxy);
    expect(settings()).toContain('one.example');
    expect(await part('one').restore(proxy)).toBe(false);
    await part('two').apply(proxy);
    expect(settings()).toContain('two.example');
    expect(settings()).not.toContain('one.example');
    host.files.delete(`${folder}/_custom.yml`);
    host.caddy.servers = {};
    expect(await part('two').restore(proxy)).toBe(true);
    expect(settings()).toContain('two.example');
  });

  it('is reverted when something stops answering', async () => {
    const { host, proxy, part, settings } = await machine(program);
    await part('one').apply(proxy);
    host.httpProbe = async ({ serverName }) => {
      if (serverName === 'shop.example.com' && settings().includes('two.example'))
        throw new AppError('unavailable', 'hangs up');
      return { status: 200, body: '' };
    };
    const applied = part('two').apply(proxy);
    await expect(applied).rejects.toBeInstanceOf(NotServed);
    await expect(applied).rejects.toThrow(/shop\.example\.com.*hangs up/);
    expect(settings()).toContain('one.example');
    expect(settings()).not.toContain('two.example');
  });

  it('is not read as the format of the other program', () => {
    const other = program === 'caddy' ? 'traefik' : 'caddy';
    expect(proxyOf({ program: other }).readCustomPart(texts[program]('one')).ok).toBe(false);
  });

  it('redirects what nothing serves, after everything else, and no longer when it is cleared', async () => {
    const { proxy, part, settings } = await machine(program);
    const { setFallback } = proxyOf(proxy);
    expect(await setFallback(proxy, null)).toBe(false);
    expect(await setFallback(proxy, 'https://first.example/')).toBe(true);
    expect(await setFallback(proxy, 'https://first.example/')).toBe(false);
    await part('one').apply(proxy);
    expect(settings().indexOf('https://first.example/')).toBeGreaterThan(settings().indexOf('one.example'));
    expect(await setFallback(proxy, 'https://second.example/')).toBe(true);
    expect(settings()).not.toContain('first.example');
    expect(await setFallback(proxy, null)).toBe(true);
    expect(settings()).not.toContain('second.example');
    expect(settings()).toContain('one.example');
  });
});

describe('Traefik', () => {
  it('that does not activate a router is given the previous file again', async () => {
    const { host, proxy, part, settings } = await machine('traefik');
    await part('one').apply(proxy);
    host.traefik.disabled.set('custom-two', 'error parsing regexp');
    await expect(part('two').apply(proxy)).rejects.toMatchObject({ why: 'error parsing regexp' });
    expect(settings()).toContain('one.example');
  });

  it('that cannot load the file is given the previous one, so that it loads those of components', async () => {
    const { host, proxy, part, settings } = await machine('traefik');
    host.traefik.unreadable = 'two.example';
    await expect(part('two').apply(proxy)).rejects.toBeInstanceOf(RefusedByProxy);
    expect(settings()).not.toContain('two.example');
    expect(host.traefik.upstreamFor('shop.example.com')).toMatch(/^app0001-/);
    await part('one').apply(proxy);
    expect(host.traefik.upstreamFor('one.example')).toBe('one');
  });

  it('that does not run is given nothing', async () => {
    const { host, proxy, part, settings } = await machine('traefik');
    for (const container of host.docker.containers.values()) container.status = 'exited';
    await expect(part('one').apply(proxy)).rejects.toThrow('not running');
    expect(settings()).toBe('');
  });
});
