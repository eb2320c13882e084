import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Secret } from '../../../domain/secret';
import type { DomainSpec, RoutingSpec } from '../../../domain/workload/routing';
import { servedDomains } from '../model/routes';
import { domain, ports, routing } from '../model/routing.testing';
import {
  componentFile,
  httpsHosts,
  keyOfFile,
  revisionOf,
  slotOfFile,
  withoutPasswords,
  withSlot,
} from './component-file';
import { danglingNames, fileProvider } from './file-provider.testing';
import { hostOfRule, ruleOf } from './rule';
import { sharedFile } from './shared-file';
import { fileText } from './text';
import type { ComponentFile } from './types';

const fileOf = (overrides: Partial<RoutingSpec> = {}, slot: 'blue' | 'green' = 'blue') =>
  componentFile({ key: 'app1', routing: routing(overrides), ports }, slot);

/** Summarize routes as `entrance rule → middlewares → service`, the highest priority first. */
const summary = ({ http }: ComponentFile, entrance: string) =>
  Object.values(http.routers)
    .filter(({ entryPoints }) => entryPoints.includes(entrance))
    .sort((a, b) => b.priority - a.priority)
    .map(({ rule, middlewares = [], service }) => `${rule} → ${[...middlewares, service].join(', ')}`);

const whole = fileOf(
  {
    domains: [
      domain({ scheme: 'https', noindex: true }),
      domain({ scheme: 'https', host: '*.example.com', path: '/api/', port: 9000 }),
    ],
    forceHttps: true,
    redirect: 'non-www',
    gzip: true,
    basicAuth: { username: 'ann', passwordHash: new Secret('$2b$10$hash') },
  },
  'green',
);

describe('the file of a component', () => {
  it('serves an http domain on port 80, and on the loopback for Gantry', () => {
    expect(fileOf()).toMatchInlineSnapshot(`
      {
        "http": {
          "middlewares": {
            "app1-0-blue-upstream": {
              "headers": {
                "customResponseHeaders": {
                  "X-Gantry-Upstream": "app1-blue:3000",
                },
              },
            },
            "app1-0-green-upstream": {
              "headers": {
                "customResponseHeaders": {
                  "X-Gantry-Upstream": "app1-green:8080",
                },
              },
            },
            "app1-distrust": {
              "headers": {
                "customRequestHeaders": {
                  "Forwarded": "",
                },
              },
            },
            "app1-revision-862d69d16c9170fe": {
              "headers": {
                "customResponseHeaders": {
                  "X-Gantry-Revision": "862d69d16c9170fe",
                },
              },
            },
          },
          "routers": {
            "app1-http-0": {
              "entryPoints": [
                "http",
              ],
              "middlewares": [
                "app1-distrust",
                "gantry-retry",
              ],
              "priority": 2,
              "rule": "Host(\`shop.example.com\`)",
              "service": "app1-0-blue",
            },
            "app1-probe-0": {
              "entryPoints": [
                "probe",
              ],
              "middlewares": [
                "app1-distrust",
                "app1-0-blue-upstream",
                "gantry-retry",
              ],
              "priority": 2,
              "rule": "Host(\`shop.example.com\`)",
              "service": "app1-0-blue",
            },
          },
          "services": {
            "app1-0-blue": {
              "loadBalancer": {
                "servers": [
                  {
                    "url": "http://app1-blue:3000",
                  },
                ],
                "serversTransport": "gantry",
              },
            },
            "app1-0-green": {
              "loadBalancer": {
                "servers": [
                  {
                    "url": "http://app1-green:8080",
                  },
                ],
                "serversTransport": "gantry",
              },
            },
          },
        },
      }
    `);
  });

  it('says all that can be said of routes', () => {
    expect(whole.http.routers).toMatchInlineSnapshot(`
      {
        "app1-http-0": {
          "entryPoints": [
            "http",
          ],
          "middlewares": [
            "gantry-to-https",
          ],
          "priority": 2,
          "rule": "Host(\`shop.example.com\`)",
          "service": "noop@internal",
        },
        "app1-http-1": {
          "entryPoints": [
            "http",
          ],
          "middlewares": [
            "gantry-to-https",
          ],
          "priority": 9,
          "rule": "HostRegexp(\`^[^.]+\\.example\\.com$\`) && (Path(\`/api\`) || PathPrefix(\`/api/\`))",
          "service": "noop@internal",
        },
        "app1-http-2": {
          "entryPoints": [
            "http",
          ],
          "middlewares": [
            "app1-http-2-to",
          ],
          "priority": 2,
          "rule": "Host(\`www.shop.example.com\`)",
          "service": "noop@internal",
        },
        "app1-https-0": {
          "entryPoints": [
            "https",
          ],
          "middlewares": [
            "app1-distrust",
            "gantry-noindex",
            "app1-auth",
            "gantry-compress",
            "gantry-retry",
          ],
          "priority": 2,
          "rule": "Host(\`shop.example.com\`) && !HeaderRegexp(\`Accept\`, \`text/event-stream\`)",
          "service": "app1-0-green",
          "tls": {
            "certResolver": "gantry",
          },
        },
        "app1-https-0-events": {
          "entryPoints": [
            "https",
          ],
          "middlewares": [
            "app1-distrust",
            "gantry-noindex",
            "app1-auth",
            "gantry-retry",
          ],
          "priority": 2,
          "rule": "Host(\`shop.example.com\`) && HeaderRegexp(\`Accept\`, \`text/event-stream\`)",
          "service": "app1-0-green",
          "tls": {
            "certResolver": "gantry",
          },
        },
        "app1-https-1": {
          "entryPoints": [
            "https",
          ],
          "middlewares": [
            "app1-distrust",
            "app1-auth",
            "gantry-compress",
            "app1-https-1-strip",
            "gantry-retry",
          ],
          "priority": 9,
          "rule": "HostRegexp(\`^[^.]+\\.example\\.com$\`) && (Path(\`/api\`) || PathPrefix(\`/api/\`)) && !HeaderRegexp(\`Accept\`, \`text/event-stream\`)",
          "service": "app1-1-green",
          "tls": {},
        },
        "app1-https-1-events": {
          "entryPoints": [
            "https",
          ],
          "middlewares": [
            "app1-distrust",
            "app1-auth",
            "app1-https-1-strip",
            "gantry-retry",
          ],
          "priority": 9,
          "rule": "HostRegexp(\`^[^.]+\\.example\\.com$\`) && (Path(\`/api\`) || PathPrefix(\`/api/\`)) && HeaderRegexp(\`Accept\`, \`text/event-stream\`)",
          "service": "app1-1-green",
          "tls": {},
        },
        "app1-https-2": {
          "entryPoints": [
            "https",
          ],
          "middlewares": [
            "app1-https-2-to",
          ],
          "priority": 2,
          "rule": "Host(\`www.shop.example.com\`)",
          "service": "noop@internal",
          "tls": {
            "certResolver": "gantry",
          },
        },
        "app1-probe-0": {
          "entryPoints": [
            "probe",
          ],
          "middlewares": [
            "app1-distrust",
            "app1-0-green-upstream",
            "gantry-retry",
          ],
          "priority": 2,
          "rule": "Host(\`shop.example.com\`)",
          "service": "app1-0-green",
        },
        "app1-probe-1": {
          "entryPoints": [
            "probe",
          ],
          "middlewares": [
            "app1-distrust",
            "app1-1-green-upstream",
            "app1-probe-1-strip",
            "gantry-retry",
          ],
          "priority": 9,
          "rule": "HostRegexp(\`^[^.]+\\.example\\.com$\`) && (Path(\`/api\`) || PathPrefix(\`/api/\`))",
          "service": "app1-1-green",
        },
      }
    `);
    expect(whole.http.middlewares).toMatchInlineSnapshot(`
      {
        "app1-0-blue-upstream": {
          "headers": {
            "customResponseHeaders": {
              "X-Gantry-Upstream": "app1-blue:3000",
            },
          },
        },
        "app1-0-green-upstream": {
          "headers": {
            "customResponseHeaders": {
              "X-Gantry-Upstream": "app1-green:8080",
            },
          },
        },
        "app1-1-blue-upstream": {
          "headers": {
            "customResponseHeaders": {
              "X-Gantry-Upstream": "app1-blue:9000",
            },
          },
        },
        "app1-1-green-upstream": {
          "headers": {
            "customResponseHeaders": {
              "X-Gantry-Upstream": "app1-green:9000",
            },
          },
        },
        "app1-auth": {
          "basicAuth": {
            "users": [
              "ann:$2b$10$hash",
            ],
          },
        },
        "app1-distrust": {
          "headers": {
            "customRequestHeaders": {
              "Forwarded": "",
            },
          },
        },
        "app1-http-2-to": {
          "redirectRegex": {
            "permanent": true,
            "regex": "^(https?)://[^/]+(.*)$",
            "replacement": "https://shop.example.com$2",
          },
        },
        "app1-https-1-strip": {
          "stripPrefix": {
            "prefixes": [
              "/api",
            ],
          },
        },
        "app1-https-2-to": {
          "redirectRegex": {
            "permanent": true,
            "regex": "^(https?)://[^/]+(.*)$",
            "replacement": "$1://shop.example.com$2",
          },
        },
        "app1-probe-1-strip": {
          "stripPrefix": {
            "prefixes": [
              "/api",
            ],
          },
        },
        "app1-revision-6400ba082f6a2dea": {
          "headers": {
            "customResponseHeaders": {
              "X-Gantry-Revision": "6400ba082f6a2dea",
            },
          },
        },
      }
    `);
  });

  it('is one that Traefik takes, with what all share', () => {
    const files = [whole, fileOf(), sharedFile()].map((file) =>
      fileProvider.parse(JSON.parse(fileText(file))),
    );
    expect(danglingNames(files)).toEqual([]);
  });

  const served = 'Host(`shop.example.com`) → app1-distrust, gantry-retry, app1-0-blue';
  const toHttps = 'Host(`shop.example.com`) → gantry-to-https, noop@internal';
  const other = (entrance: string, index: number) =>
    `Host(\`www.shop.example.com\`) → app1-${entrance}-${index}-to, noop@internal`;

  it.each<[string, boolean, RoutingSpec['redirect'], string[], string[]]>([
    ['http', false, 'both', [served], []],
    ['https', false, 'both', [served], [served]],
    ['https', true, 'both', [toHttps], [served]],
    ['http https', true, 'both', [served], [served]],
    ['http', false, 'non-www', [served, other('http', 1)], []],
    ['https', true, 'non-www', [toHttps, other('http', 1)], [served, other('https', 1)]],
  ])('of %s domains with force https %s and redirect %s', (schemes, forceHttps, redirect, http, https) => {
    const domains = schemes
      .split(' ')
      .map((scheme) => domain({ scheme: scheme === 'https' ? 'https' : 'http' }));
    const file = fileOf({ domains, forceHttps, redirect });
    expect([summary(file, 'http'), summary(file, 'https')]).toEqual([http, https]);
  });

  it('takes whole segments of a path, the longest first, and exact hosts before wildcards', () => {
    const paths = ['/', '/api', '/api/v2'].map((path) => domain({ path }));
    const file = fileOf({ domains: [...paths, domain({ host: '*.example.com' })], stripPrefix: false });
    const inPath = (path: string) =>
      `Host(\`shop.example.com\`) && (Path(\`${path}\`) || PathPrefix(\`${path}/\`)) → app1-distrust, gantry-retry, app1-0-blue`;
    expect(summary(file, 'http')).toEqual([
      inPath('/api/v2'),
      inPath('/api'),
      served,
      'HostRegexp(`^[^.]+\\.example\\.com$`) → app1-distrust, gantry-retry, app1-0-blue',
    ]);
  });

  it('leads all routes to the other slot in one text, and back', () => {
    const blue = withSlot(whole, 'blue');
    expect([slotOfFile(whole), slotOfFile(blue)]).toEqual(['green', 'blue']);
    expect(fileText(blue)).not.toMatch(/"(?:service|middlewares)":[^}]*app1-\d-green/);
    expect(withSlot(blue, 'green')).toEqual(whole);
    expect(revisionOf(blue)).not.toBe(revisionOf(whole));
  });

  it('tells whose it is, what it serves by https, and no password', () => {
    expect(keyOfFile(componentFile({ key: 'u1-web_2.x', routing: routing(), ports }, 'blue'))).toBe(
      'u1-web_2.x',
    );
    expect(httpsHosts(whole)).toEqual(['shop.example.com', '*.example.com', 'www.shop.example.com']);
    expect(JSON.stringify(withoutPasswords([whole]))).not.toContain('$2b$');
  });
});

describe('what a user enters', () => {
  const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,10}[a-z0-9])?$/);
  const host = fc
    .tuple(fc.boolean(), fc.array(label, { minLength: 1, maxLength: 4 }))
    .map(([isWildcard, labels]) => `${isWildcard ? '*.' : ''}${labels.join('.')}`);
  const path = fc.stringMatching(/^\/[A-Za-z0-9\-._~/]{0,12}$/);
  /** Includes halves of surrogate pairs. */
  const anyText = fc.array(fc.nat(0xffff)).map((units) => String.fromCharCode(...units));

  it('cannot leave the quotes of a rule', () => {
    fc.assert(
      fc.property(fc.oneof(host, fc.string()), fc.oneof(path, fc.string()), (anyHost, anyPath) => {
        const domains = [domain({ host: anyHost, path: anyPath })];
        const rules = isAccepted(domains) ? Object.values(fileOf({ domains }).http.routers) : [];
        for (const { rule } of rules) {
          const matcher = anyHost.startsWith('*') ? 'HostRegexp' : 'Host';
          const shapes = [`${matcher}(?)`, `${matcher}(?) && (Path(?) || PathPrefix(?))`];
          expect(shapes).toContain(rule.replaceAll(/`[!-_a-~]+`/g, '?'));
          expect(hostOfRule(rule)).toBe(anyHost);
        }
      }),
    );
  });

  it('matches the hosts that it names and no other', () => {
    const [, source = ''] = /HostRegexp\(`(.*)`\)/.exec(ruleOf({ host: '*.a.b', path: '' })) ?? [];
    const matches = ['x.a.b', 'x.y.a.b', 'a.b', '.a.b', 'xaab', 'x.a.b.c'].filter((name) =>
      new RegExp(source).test(name),
    );
    expect(matches).toEqual(['x.a.b']);
  });

  it('is never a template, whatever name a visitor signs in with, and comes back as it was', () => {
    fc.assert(
      fc.property(anyText, (name) => {
        const signIn = (username: string) =>
          fileOf({ basicAuth: { username, passwordHash: new Secret('hash') } });
        const username = `{{ env "HOME" }}${name.replaceAll(':', '')}`;
        const text = fileText(signIn(username));
        expect(text).not.toContain('{{');
        expect(text.trimEnd()).not.toMatch(/[\p{Cc}\u2028\u2029\ufeff\ufffe\uffff]/u);
        const { middlewares } = JSON.parse(text).http;
        expect(middlewares['app1-auth'].basicAuth.users).toEqual([
          `${username.replace(/\p{Surrogate}/gu, '\ufffd')}:hash`,
        ]);
      }),
    );
  });
});

/** Whether routes can be made for these domains at all. */
function isAccepted(domains: readonly DomainSpec[]): boolean {
  try {
    servedDomains(routing({ domains }));
    return true;
  } catch (error) {
    expect(String(error)).toContain('not valid');
    return false;
  }
}
