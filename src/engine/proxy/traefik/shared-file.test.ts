import { expect, it } from 'vitest';
import { Secret } from '../../../domain/secret';
import { fileProvider } from './file-provider.testing';
import { distrust } from './middlewares';
import { certificatesFile, sharedFile } from './shared-file';
import { fileText } from './text';

it('retries refused connections, compresses all but event streams, redirects, and reuses no old connection', () => {
  expect(sharedFile()).toMatchInlineSnapshot(`
    {
      "http": {
        "middlewares": {
          "gantry-compress": {
            "compress": {
              "encodings": [
                "zstd",
                "gzip",
              ],
              "excludedContentTypes": [
                "text/event-stream",
              ],
            },
          },
          "gantry-noindex": {
            "headers": {
              "customResponseHeaders": {
                "X-Robots-Tag": "noindex, nofollow",
              },
            },
          },
          "gantry-retry": {
            "retry": {
              "attempts": 5,
              "initialInterval": "100ms",
            },
          },
          "gantry-to-https": {
            "redirectScheme": {
              "permanent": true,
              "scheme": "https",
            },
          },
        },
        "serversTransports": {
          "gantry": {
            "forwardingTimeouts": {
              "dialTimeout": "3s",
              "idleConnTimeout": "4s",
            },
          },
        },
      },
      "tls": {
        "options": {
          "default": {
            "sniStrict": true,
          },
        },
      },
    }
  `);
});

it('has uploaded certificates as texts, so that Traefik reads no file of its container', () => {
  const chain = '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n';
  const key = new Secret('-----BEGIN PRIVATE KEY-----\nMIIC\n-----END PRIVATE KEY-----\n');
  const file = certificatesFile([{ uuid: 'c1', chain, key }]);
  expect(file).toEqual({ tls: { certificates: [{ certFile: chain, keyFile: key.reveal() }] } });
  expect(fileProvider.parse(JSON.parse(fileText(file)))).toEqual(file);
});

/** What a program behind CGI calls a header. */
const cgi = (name: string) => name.toUpperCase().replaceAll('-', '_');

it('removes every spelling of what visitors claim that Traefik does not replace, and nothing that it sets', () => {
  const { customRequestHeaders } = (distrust as { headers: { customRequestHeaders: Record<string, ''> } })
    .headers; // it has this kind
  const removed = Object.keys(customRequestHeaders);
  const set = ['X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Port', 'X-Forwarded-Proto', 'X-Real-Ip'];
  for (const name of set) {
    expect(removed).not.toContain(name);
    const spellings = removed.filter((each) => cgi(each) === cgi(name));
    expect(new Set(spellings).size).toBe(3);
  }
  expect(removed).toEqual(expect.arrayContaining(['Forwarded', 'X-Forwarded-Ssl', 'X_Forwarded_Ssl']));
});
