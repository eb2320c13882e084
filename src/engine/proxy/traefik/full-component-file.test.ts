import { describe, expect, it } from 'vitest';
import { whole } from './component-file.testing';

describe('the file of a component', () => {
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
        "app1-revision-9ba49f181126a18e": {
          "headers": {
            "customResponseHeaders": {
              "X-Gantry-Revision": "9ba49f181126a18e",
            },
          },
        },
      }
    `);
  });
});
