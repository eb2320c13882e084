import { describe, expect, it } from 'vitest';
import type { ComposeProblem } from '../../../domain/compose/problem';
import { whole } from './component-file.testing';
import { customFile, customRevisionOf, isEmptyFile } from './custom-part';
import { fallbackFile } from './fallback';
import { parseCustomPart } from './parse-custom-part';
import { fileText } from './text';

function fileFrom(text: string) {
  const outcome = parseCustomPart(text);
  if (!outcome.ok) throw new Error(outcome.problems.map(words).join('\n'));
  return customFile(outcome.value);
}

const words = ({ line, key, message }: ComposeProblem) => `${line} ${key ?? '-'}: ${message}`;

function refusals(text: string): string {
  const outcome = parseCustomPart(text);
  return outcome.ok ? '' : outcome.problems.map(words).join('\n');
}

const part = `
http:
  routers:
    status:
      rule: Host(\`status.example\`) && !Path(\`/private\`)
      service: status
      middlewares: [guard]
    everything:
      entryPoints: [https]
      rule: PathPrefix(\`/\`)
      priority: 5000
      service: noop@internal
      middlewares: [away]
      tls: {certResolver: gantry}
  services:
    status:
      weighted: {services: [{name: one, weight: 3}, {name: two}], sticky: {cookie: {name: one}}}
    one: {loadBalancer: {servers: [{url: "http://10.0.0.5:8080"}], serversTransport: slow}}
    two: {loadBalancer: {servers: [{url: "h2c://other_host:50051"}], passHostHeader: false}}
  middlewares:
    guard: {chain: {middlewares: [auth, pages]}}
    auth: {basicAuth: {users: ["ann:$2y$05$hash"]}}
    pages: {errors: {status: ["500-599"], service: one, query: "/{status}.html"}}
    away: {redirectRegex: {regex: "^https://[^/]+/(.*)$", replacement: "https://new.example/\${1}"}}
  serversTransports:
    slow: {forwardingTimeouts: {responseHeaderTimeout: 10m}}
`;

describe('the custom part', () => {
  it('gets names that none of Gantry’s has, and priorities below those of components', () => {
    const { routers, services, middlewares, serversTransports } = fileFrom(part).http;
    expect(routers).toEqual({
      'custom-everything': {
        entryPoints: ['https'],
        rule: 'PathPrefix(`/`)',
        priority: -1,
        service: 'noop@internal',
        middlewares: ['custom-away'],
        tls: { certResolver: 'gantry' },
      },
      'custom-status': {
        entryPoints: ['http'],
        rule: 'Host(`status.example`) && !Path(`/private`)',
        priority: -2,
        service: 'custom-status',
        middlewares: ['custom-guard'],
      },
    });
    expect(services?.['custom-status']).toEqual({
      weighted: {
        services: [{ name: 'custom-one', weight: 3 }, { name: 'custom-two' }],
        sticky: { cookie: { name: 'one' } },
      },
    });
    expect(services?.['custom-one']).toMatchObject({ loadBalancer: { serversTransport: 'custom-slow' } });
    expect(middlewares?.['custom-guard']).toEqual({
      chain: { middlewares: ['custom-auth', 'custom-pages'] },
    });
    expect(middlewares?.['custom-pages']).toMatchObject({ errors: { service: 'custom-one' } });
    expect(Object.keys(serversTransports ?? {})).toEqual(['custom-slow']);
    const managed = Object.values(whole.http.routers).map(({ priority }) => priority);
    expect(Math.min(...managed)).toBeGreaterThan(0);
  });

  it('is a file of one line that is no template, and comes back as it was', () => {
    const file = fileFrom(part.replace('/{status}.html', '/{{ env `HOME` }}.html'));
    const text = fileText(file);
    expect(text).not.toContain('{{');
    expect(text.trimEnd()).not.toContain('\n');
    expect(JSON.parse(text)).toEqual(file);
    expect(text).toContain('"url":"http://10.0.0.5:8080"');
  });

  it('says which file is active by a name of its own for every content', () => {
    const file = fileFrom(part);
    expect(customRevisionOf(file)).toMatch(/^gantry-custom-[0-9a-f]{16}$/);
    expect(customRevisionOf(fileFrom(part.replace('5000', '1')))).not.toBe(customRevisionOf(file));
    expect(isEmptyFile(file)).toBe(false);
  });

  it.each(['', '# nothing', '{}', 'null', 'http: {}', 'http: {routers: {}, services: {}}'])(
    'may be empty, without an empty map: %s',
    (text) => {
      const file = fileFrom(text);
      expect(isEmptyFile(file)).toBe(true);
      expect(Object.keys(file.http)).toEqual(['middlewares']);
    },
  );
});

const router = (options: string) =>
  `http:\n  routers:\n    a: {rule: "Host(\`a\`)", service: noop@internal, ${options}}`;
const service = (url: string) => `http:\n  services:\n    a: {loadBalancer: {servers: [{url: "${url}"}]}}`;
const middleware = (text: string) => `http:\n  middlewares:\n    a: ${text}`;

describe('what is refused, with its place', () => {
  it.each([
    ['TCP', 'tcp: {routers: {}}', /^1 tcp: Only http can be extended/],
    [
      'certificates',
      'tls: {certificates: [{certFile: /etc/passwd, keyFile: x}]}',
      /^1 tls: Certificates are uploaded/,
    ],
    ['another kind', 'http: {models: {}}', /^1 http.models: Only routers, services/],
    ['a rule', router('').replace('Host(`a`)', 'Host(a)'), /^3 http.routers.a.rule: Must have a value/],
    ['Gantry’s entry points', router('entryPoints: [probe]'), /^3 .*entryPoints\[0\]: Must be http/],
    ['the API’s entry point', router('entryPoints: [traefik]'), /entryPoints\[0\]: Must be http/],
    ['http with tls', router('entryPoints: [http], tls: {}'), /must not have tls/],
    ['https without tls', router('entryPoints: [https]'), /must have tls/],
    ['another resolver', router('tls: {certResolver: other}'), /certResolver: Must be gantry/],
    ['options of TLS', router('tls: {options: default}'), /tls.options: This key is not allowed/],
    ['a priority of Gantry’s', router('priority: 0'), /priority/],
    ['the syntax of Traefik 2', router('ruleSyntax: v2'), /ruleSyntax/],
    ['a parent', router('parentRefs: [app1-http-0]'), /parentRefs/],
    ['Traefik’s API', router('').replace('noop', 'api'), /service: Must be a name .* reserved for Gantry/],
    ['a managed middleware', router('middlewares: [gantry-retry@file]'), /middlewares\[0\]: Must be a name/],
    [
      'a missing middleware',
      router('middlewares: [gantry-retry]'),
      /^3 http.routers.a.middlewares\[0\]: Must be one of http.middlewares/,
    ],
    ['a missing service', router('').replace('noop@internal', 'app1-0-blue'), /Must be one of http.services/],
    [
      'a strange name',
      'http:\n  services:\n    "a@b": {loadBalancer: {servers: [{url: "http://a"}]}}',
      /^3 .*Must be a name/,
    ],
    [
      'an inherited name',
      `${router('middlewares: [constructor]')}\n  middlewares: {a: {compress: {}}}`,
      /Must be one of http.middlewares/,
    ],
    ['the loopback', service('http://127.0.0.1:8080'), /^3 .*url: The proxy’s own loopback/],
    ['the loopback in another form', service('http://2130706433:8080'), /own loopback/],
    ['the loopback by IPv6', service('http://[::ffff:127.0.0.1]:8080'), /own loopback/],
    ['the loopback by name', service('https://api.LOCALHOST./x'), /own loopback/],
    ['the loopback by h2c', service('h2c://0x7f.1:8080'), /own loopback/],
    ['no address', service('http://0.0.0.0:8080'), /own loopback/],
    ['the loopback in letters of another width', service('http://１２７.0.0.1'), /Must be a URL/],
    ['the loopback in escapes', service('http://%31%32%37.0.0.1'), /own loopback/],
    ['a backslash', service('http://a\\\\@127.0.0.1'), /Must be a URL/],
    ['a password in a URL', service('http://user:secret@a'), /Must be a URL/],
    ['a socket', service('unix:///run/gantry/admin.sock'), /Must be a URL/],
    ['a query', service('http://a/?x=1'), /Must be a URL/],
    ['a file of certificates', 'http:\n  serversTransports:\n    a: {rootCAs: [/run/gantry/x]}', /rootCAs/],
    ['a plugin', middleware('{plugin: {x: {}}}'), /^3 http.middlewares.a.plugin: Must be one of: addPrefix/],
    ['a file of users', middleware('{basicAuth: {usersFile: /etc/shadow, users: ["a:b"]}}'), /usersFile/],
    [
      'files of TLS',
      middleware('{forwardAuth: {address: "http://a", tls: {ca: /x, insecureSkipVerify: true}}}'),
      /tls.ca/,
    ],
    [
      'the loopback to ask',
      middleware('{forwardAuth: {address: "http://localhost:8080/api?x"}}'),
      /own loopback/,
    ],
    [
      'two kinds',
      middleware('{stripPrefix: {prefixes: [/a]}, addPrefix: {prefix: /b}}'),
      /exactly one of: addPrefix/,
    ],
    ['none', middleware('{}'), /exactly one of: addPrefix/],
    ['an empty kind', middleware('{headers: {}}'), /headers: Must not be empty/],
    [
      'an empty map inside',
      middleware('{rateLimit: {average: 1, sourceCriterion: {}}}'),
      /sourceCriterion: Must not be empty/,
    ],
    ['an empty map', middleware('{headers: {customRequestHeaders: {}}}'), /Must not be empty/],
    [
      'a line break in a header',
      middleware('{headers: {customResponseHeaders: {A: "b\\r\\nC: d"}}}'),
      /line breaks/,
    ],
    ['a list', '- a', /^1 -: Must be a map/],
    ['what is no YAML', 'http: [', /^1 -|^2 -/],
    ['a large text', `# ${'x'.repeat(70_000)}`, /64 KB/],
  ])('%s', (_, text, expected) => expect(refusals(text)).toMatch(expected));

  it('is not repeated', () => {
    expect(refusals(service('http://user:a-secret-word@a'))).not.toContain('a-secret-word');
  });
});

describe('requests that nothing serves', () => {
  it('are redirected last of all, but not those for the target itself', () => {
    expect(fallbackFile('https://example.com/moved?x=1')).toMatchInlineSnapshot(`
      {
        "configuration": {
          "http": {
            "middlewares": {
              "gantry-fallback-c0b96f7d8a749d1b": {
                "headers": {
                  "customResponseHeaders": {
                    "X-Gantry-Revision": "c0b96f7d8a749d1b",
                  },
                },
              },
              "gantry-fallback-to": {
                "redirectRegex": {
                  "permanent": false,
                  "regex": "^.*$",
                  "replacement": "https://example.com/moved?x=1",
                },
              },
            },
            "routers": {
              "gantry-fallback-http": {
                "entryPoints": [
                  "http",
                ],
                "middlewares": [
                  "gantry-fallback-to",
                ],
                "priority": -1000000,
                "rule": "PathPrefix(\`/\`) && !Host(\`example.com\`)",
                "service": "noop@internal",
              },
              "gantry-fallback-https": {
                "entryPoints": [
                  "https",
                ],
                "middlewares": [
                  "gantry-fallback-to",
                ],
                "priority": -1000000,
                "rule": "PathPrefix(\`/\`) && !Host(\`example.com\`)",
                "service": "noop@internal",
                "tls": {},
              },
            },
          },
        },
        "revision": "gantry-fallback-c0b96f7d8a749d1b",
      }
    `);
  });
});
