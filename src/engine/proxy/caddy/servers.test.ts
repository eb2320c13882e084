import { describe, expect, it } from 'vitest';
import type { DomainSpec } from '../../../domain/workload/routing';
import { servedDomains } from '../model/routes';
import { domain, ports, routing } from '../model/routing.testing';
import { withFallback } from './fallback';
import { componentRoutes } from './routes';
import { emptyServers, keysWithRoutes, routesOfKey, withRoutesOf } from './servers';

describe('the servers with the routes of a component', () => {
  const add = (servers: Parameters<typeof withRoutesOf>[0], uuid: string, domains: DomainSpec[]) =>
    withRoutesOf(servers, uuid, componentRoutes({ key: uuid, routing: routing({ domains }), ports }));
  const order = (servers: ReturnType<typeof add>) =>
    servers.gantry_http?.routes.map(
      (route) => `${route.match?.[0]?.host ?? '*'}${route.match?.[0]?.path?.[0] ?? ''}`,
    );

  it('take the longest path first, exact hosts before wildcards, and answer 404 last', () => {
    let servers = add(emptyServers(), 'app1', [domain(), domain({ host: '*.example.com' })]);
    servers = add(servers, 'app2', [domain({ path: '/api' }), domain({ path: '/api/v2' })]);
    expect(order(servers)).toEqual([
      'shop.example.com/api/v2',
      'shop.example.com/api',
      'shop.example.com',
      '*.example.com',
      '*',
    ]);
  });

  it('replace only that component, keep what an operator added, and change nothing when repeated', () => {
    const operator = { listen: [':9999'], routes: [] };
    const before = add({ ...emptyServers(), operator }, 'app1', [domain()]);
    const after = add(add(before, 'app2', [domain({ host: 'two.example.com' })]), 'app1', [
      domain({ host: 'new.example.com' }),
    ]);
    expect(order(after)?.toSorted()).toEqual(['*', 'new.example.com', 'two.example.com']);
    expect(after.operator).toBe(operator);
    expect(add(after, 'app1', [domain({ host: 'new.example.com' })])).toEqual(after);
    expect(add(after, 'app2', [domain({ host: 'two.example.com' })])).toEqual(after);
  });

  it('redirect what nothing serves last of all, but not requests for the target itself', () => {
    const redirecting = withFallback(add(emptyServers(), 'app1', [domain()]), 'https://example.com/x');
    const later = add(redirecting, 'app2', [domain({ host: '*.example.com' })]);
    expect(order(later)).toEqual(['shop.example.com', '*.example.com', '*', '*']);
    expect(later.gantry_https?.routes.at(-2)).toEqual({
      '@id': 'gantry_fallback_redirect_gantry_https',
      match: [{ not: [{ host: ['example.com'] }] }],
      handle: [
        { handler: 'static_response', status_code: 302, headers: { Location: ['https://example.com/x'] } },
      ],
      terminal: true,
    });
    expect(later.gantry_probe?.routes.map((route) => route['@id'])).not.toContainEqual(
      expect.stringContaining('redirect'),
    );
    expect(keysWithRoutes(redirecting)).toEqual(['app1']);
    expect(withFallback(withFallback(later, 'https://other.example'), null)).toEqual(
      add(add(emptyServers(), 'app1', [domain()]), 'app2', [domain({ host: '*.example.com' })]),
    );
  });

  it('tell components apart whose names begin alike', () => {
    const keys = ['u1', 'u1-web', 'u1-web_2'];
    const hostOf = (key: string) => `${key.replace('_', '-')}.test`;
    let servers: Parameters<typeof withRoutesOf>[0] = emptyServers();
    for (const key of keys) servers = add(servers, key, [domain({ host: hostOf(key) })]);
    expect(keysWithRoutes(servers).toSorted()).toEqual(keys);
    for (const key of keys)
      expect(routesOfKey(servers, key).gantry_http.map((route) => route.match?.[0]?.host)).toEqual([
        [hostOf(key)],
      ]);
  });

  it('serve each spelling of a domain once', () => {
    const domains = [domain(), domain({ scheme: 'https' }), domain()];
    expect(servedDomains(routing({ domains })).map(({ scheme }) => scheme)).toEqual(['http', 'https']);
  });
});
