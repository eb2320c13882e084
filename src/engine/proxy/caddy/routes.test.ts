import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../domain/secret';
import type { RoutingSpec } from '../../../domain/workload/routing';
import { domain, ports, routing } from '../model/routing.testing';
import { upstreamsOf } from '../model/upstreams';
import { routes } from './routes.testing';
import type { CaddyHandler, CaddyRoute } from './types';

/** Summarize each route as `host path → handlers`. */
const summary = (list: readonly CaddyRoute[]) =>
  list.map((route) => {
    const { host, path } = route.match?.[0] ?? {};
    return `${host?.join()}${path?.[0] ?? ''} → ${route.handle.map(nameOf).join(', ')}`;
  });

function nameOf(handler: CaddyHandler): string {
  const [first] = (handler.routes ?? []) as CaddyRoute[]; // routes of a subroute
  if (first?.match?.[0]?.not) return `${nameOf(first.handle[0]!)}?`;
  const location = (handler.headers as Record<string, string[]> | undefined)?.Location?.[0];
  return location === undefined ? handler.handler : `redirect ${location}`;
}

describe('routes of a component', () => {
  const served = 'shop.example.com → headers?, subroute';
  const toHttps = 'shop.example.com → redirect https://{http.request.host}{http.request.uri}';
  const other = (scheme: string) =>
    `www.shop.example.com → redirect ${scheme}://shop.example.com{http.request.uri}`;
  const toSame = other('{http.request.scheme}');
  const toSecure = other('https');

  it.each<[string, boolean, RoutingSpec['redirect'], string[], string[]]>([
    ['http', false, 'both', [served], []],
    ['http', true, 'both', [served], []],
    ['https', false, 'both', [served], [served]],
    ['https', true, 'both', [toHttps], [served]],
    ['http https', false, 'both', [served], [served]],
    ['http https', true, 'both', [served], [served]],
    ['https http', true, 'both', [served], [served]],
    ['http', false, 'non-www', [served, toSame], []],
    ['http', true, 'non-www', [served, toSame], []],
    ['https', false, 'non-www', [served, toSame], [served, toSame]],
    ['https', true, 'non-www', [toHttps, toSecure], [served, toSame]],
    ['http https', false, 'non-www', [served, toSame], [served, toSame]],
    ['http https', true, 'non-www', [served, toSame], [served, toSame]],
  ])('of %s domains with force https %s and redirect %s', (schemes, forceHttps, redirect, http, https) => {
    const domains = schemes
      .split(' ')
      .map((scheme) => domain({ scheme: scheme === 'https' ? 'https' : 'http' }));
    const made = routes({ domains, forceHttps, redirect });
    expect([summary(made.gantry_http), summary(made.gantry_https)]).toEqual([http, https]);
  });

  it('force https for each domain by itself', () => {
    const domains = [
      domain({ scheme: 'https' }),
      domain({ path: '/open' }),
      domain({ host: 'plain.example.com' }),
    ];
    const made = routes({ domains, forceHttps: true, stripPrefix: false });
    expect(summary(made.gantry_http)).toEqual([
      toHttps,
      'shop.example.com/open → headers?, subroute',
      'plain.example.com → headers?, subroute',
    ]);
    expect(summary(made.gantry_https)).toEqual([served]);
  });

  it('match whole path segments and strip the prefix when asked', () => {
    const api = { domains: [domain({ path: '/api/' })] };
    expect(routes(api).gantry_http[0]?.match).toEqual([
      { host: ['shop.example.com'], path: ['/api', '/api/*'] },
    ]);
    expect(summary(routes(api).gantry_http)).toEqual(['shop.example.com/api → headers?, rewrite, subroute']);
    expect(summary(routes({ ...api, stripPrefix: false }).gantry_http)).toEqual([
      'shop.example.com/api → headers?, subroute',
    ]);
  });

  it('add compression, basic auth and noindex in front, but not for the probe', () => {
    const basicAuth = { username: 'ann{env.HOME}', passwordHash: new Secret('$2b$10$hash') };
    const all = routes({ gzip: true, basicAuth, domains: [domain({ noindex: true })] });
    expect(summary(all.gantry_http)).toEqual([
      'shop.example.com → headers?, headers, authentication, encode?, subroute',
    ]);
    expect(summary(all.gantry_probe)).toEqual(['shop.example.com → headers, headers?, subroute']);
    const compression = all.gantry_http[0]?.handle[3]?.routes;
    expect(compression).toMatchObject([
      { match: [{ not: [{ header: { Accept: ['*text/event-stream*'] } }] }] },
    ]);
    const authentication = all.gantry_http[0]?.handle.find(({ handler }) => handler === 'authentication');
    const password = Buffer.from('$2b$10$hash').toString('base64');
    expect(authentication?.providers).toMatchObject({
      http_basic: { accounts: [{ username: 'ann\\{env.HOME}', password }] },
    });
  });

  it('redirect the other spelling of a host, whichever was entered', () => {
    const both = [domain(), domain({ host: 'www.shop.example.com' })];
    for (const domains of [both, [domain()], [domain({ host: 'www.shop.example.com' })]]) {
      expect(summary(routes({ domains, redirect: 'www' }).gantry_http)).toEqual([
        'www.shop.example.com → headers?, subroute',
        'shop.example.com → redirect {http.request.scheme}://www.shop.example.com{http.request.uri}',
      ]);
      expect(summary(routes({ domains, redirect: 'non-www' }).gantry_http)).toEqual([
        'shop.example.com → headers?, subroute',
        'www.shop.example.com → redirect {http.request.scheme}://shop.example.com{http.request.uri}',
      ]);
    }
  });

  it('dial the port of each slot, or the port that the domain names', () => {
    const domains = [domain(), domain({ host: 'admin.example.com', port: 9000 })];
    const input = { key: 'app1', routing: routing({ domains }), ports };
    expect(upstreamsOf(input, 'blue')).toEqual(['app1-blue:3000', 'app1-blue:9000']);
    expect(upstreamsOf(input, 'green')).toEqual(['app1-green:8080', 'app1-green:9000']);
  });

  it.each(['a.b}', '{env.SECRET}', 'a b', 'a/../b', '', 'A.example.com', 'a..b'])(
    'refuse the host %j',
    (host) => {
      expect(() => routes({ domains: [domain({ host })] })).toThrow('not valid');
    },
  );

  it.each(['api', '/a{env.X}', '/a*', '/a%2e', '/a b', '/é'])('refuse the path %j', (path) => {
    expect(() => routes({ domains: [domain({ path })] })).toThrow('not valid');
  });
});

describe('what a user enters', () => {
  it('only ever becomes a string value: the shape of the configuration does not depend on it', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
    const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
    const path = fc.stringMatching(/^\/[A-Za-z0-9\-._~]{1,12}$/).filter((text) => !/^\/+$/.test(text));
    const shapeOf = (hosts: string, paths: string, username: string, hash: string) =>
      shape(
        routes({
          domains: [domain({ host: hosts, path: paths })],
          basicAuth: { username, passwordHash: new Secret(hash) },
        }),
      );
    const expected = shapeOf('a.example.com', '/x', 'user', 'hash');
    fc.assert(
      fc.property(host, path, fc.string(), fc.string(), (h, p, user, hash) => {
        expect(shapeOf(h, p, user, hash)).toEqual(expected);
      }),
    );
  });

  it('never reaches Caddy as a placeholder', () => {
    fc.assert(
      fc.property(fc.string(), (username) => {
        const config = routes({ basicAuth: { username, passwordHash: new Secret('x') } });
        const handlers = config.gantry_http[0]?.handle;
        const text = JSON.stringify(handlers?.find(({ handler }) => handler === 'authentication'));
        for (const placeholder of text.matchAll(/(\\*)\{(?=[^"{}]*\})([a-z_.]+)\}/g)) {
          expect(placeholder[1]).not.toBe('');
        }
      }),
    );
  });
});

/** Replace every string value by its type, keeping the structure. */
function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape);
  if (value === null || typeof value !== 'object') return typeof value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, shape(member)]));
}
