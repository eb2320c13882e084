import { describe, expect, it } from 'vitest';
import type { RoutingSpec } from '../../../domain/workload/routing';
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
import { fileOf, whole } from './component-file.testing';
import { danglingNames, fileProvider } from './file-provider.testing';
import { sharedFile } from './shared-file';
import { fileText } from './text';
import type { ComponentFile } from './types';

/** Summarize routes as `entrance rule → middlewares → service`, the highest priority first. */
const summary = ({ http }: ComponentFile, entrance: string) =>
  Object.values(http.routers)
    .filter(({ entryPoints }) => entryPoints.includes(entrance))
    .sort((a, b) => b.priority - a.priority)
    .map(({ rule, middlewares = [], service }) => `${rule} → ${[...middlewares, service].join(', ')}`);

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
                  "X-Forwarded-By": "",
                  "X-Forwarded-Scheme": "",
                  "X-Forwarded-Ssl": "",
                  "X-Forwarded_By": "",
                  "X-Forwarded_For": "",
                  "X-Forwarded_Host": "",
                  "X-Forwarded_Method": "",
                  "X-Forwarded_Port": "",
                  "X-Forwarded_Prefix": "",
                  "X-Forwarded_Proto": "",
                  "X-Forwarded_Scheme": "",
                  "X-Forwarded_Server": "",
                  "X-Forwarded_Ssl": "",
                  "X-Forwarded_Uri": "",
                  "X-Real_Ip": "",
                  "X_Forwarded-By": "",
                  "X_Forwarded-For": "",
                  "X_Forwarded-Host": "",
                  "X_Forwarded-Method": "",
                  "X_Forwarded-Port": "",
                  "X_Forwarded-Prefix": "",
                  "X_Forwarded-Proto": "",
                  "X_Forwarded-Scheme": "",
                  "X_Forwarded-Server": "",
                  "X_Forwarded-Ssl": "",
                  "X_Forwarded-Uri": "",
                  "X_Forwarded_By": "",
                  "X_Forwarded_For": "",
                  "X_Forwarded_Host": "",
                  "X_Forwarded_Method": "",
                  "X_Forwarded_Port": "",
                  "X_Forwarded_Prefix": "",
                  "X_Forwarded_Proto": "",
                  "X_Forwarded_Scheme": "",
                  "X_Forwarded_Server": "",
                  "X_Forwarded_Ssl": "",
                  "X_Forwarded_Uri": "",
                  "X_Real-Ip": "",
                  "X_Real_Ip": "",
                },
              },
            },
            "app1-revision-250e70556a153827": {
              "headers": {
                "customResponseHeaders": {
                  "X-Gantry-Revision": "250e70556a153827",
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
