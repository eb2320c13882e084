import { expect, it } from 'vitest';
import { staticConfiguration } from './static-file';

it('lets only ports 80 and 443 be reached from outside, and reads nothing but its folder', () => {
  expect(staticConfiguration()).toMatchInlineSnapshot(`
    {
      "api": {
        "dashboard": false,
        "insecure": true,
      },
      "certificatesResolvers": {
        "gantry": {
          "acme": {
            "httpChallenge": {
              "entryPoint": "http",
            },
            "storage": "/run/gantry/traefik/acme.json",
          },
        },
      },
      "entryPoints": {
        "http": {
          "address": ":80",
          "transport": {
            "lifeCycle": {
              "graceTimeOut": "25s",
            },
            "respondingTimeouts": {
              "readTimeout": "0s",
            },
          },
        },
        "https": {
          "address": ":443",
          "http3": {},
          "transport": {
            "lifeCycle": {
              "graceTimeOut": "25s",
            },
            "respondingTimeouts": {
              "readTimeout": "0s",
            },
          },
        },
        "probe": {
          "address": "127.0.0.1:8081",
          "transport": {
            "lifeCycle": {
              "graceTimeOut": "25s",
            },
            "respondingTimeouts": {
              "readTimeout": "0s",
            },
          },
        },
        "traefik": {
          "address": "127.0.0.1:8080",
        },
      },
      "global": {
        "checkNewVersion": false,
        "sendAnonymousUsage": false,
      },
      "log": {
        "format": "json",
        "level": "WARN",
      },
      "ping": {},
      "providers": {
        "file": {
          "directory": "/run/gantry/traefik/routes",
          "watch": true,
        },
        "providersThrottleDuration": "100ms",
      },
    }
  `);
});

it('has certificates from the authority that the installation names', () => {
  const acme = {
    directoryUrl: 'https://acme.example/dir',
    email: 'ops@example.com',
    roots: 'PEM',
    dnsResolvers: [],
  };
  expect(staticConfiguration(acme).certificatesResolvers).toMatchInlineSnapshot(`
    {
      "gantry": {
        "acme": {
          "caCertificates": [
            "/run/gantry/traefik/acme-roots-384fb9a44fabe158.pem",
          ],
          "caServer": "https://acme.example/dir",
          "email": "ops@example.com",
          "httpChallenge": {
            "entryPoint": "http",
          },
          "storage": "/run/gantry/traefik/acme.json",
        },
      },
    }
  `);
});
