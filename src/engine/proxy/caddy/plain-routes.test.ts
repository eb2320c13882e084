import { describe, expect, it } from 'vitest';
import { routes } from './routes.testing';

describe('routes of a component', () => {
  it('serve an http domain on port 80 without a redirect and without a certificate', () => {
    expect(routes()).toStrictEqual({
      gantry_http: [
        {
          '@id': 'gantry_app1_http_0',
          handle: [
            {
              handler: 'subroute',
              routes: [
                {
                  handle: [
                    {
                      handler: 'headers',
                      request: {
                        delete: [
                          'Forwarded',
                          'X-Forwarded-*',
                          'X-Forwarded_*',
                          'X_Forwarded*',
                          'X-Real_Ip',
                          'X_Real*',
                        ],
                        set: { 'X-Real-Ip': ['{http.request.remote.host}'] },
                      },
                    },
                  ],
                  match: [{ not: [{ vars: { trusted_proxy: ['true'] } }] }],
                },
              ],
            },
            {
              handler: 'subroute',
              routes: [
                {
                  handle: [
                    {
                      handler: 'reverse_proxy',
                      load_balancing: { try_duration: '5s', try_interval: '100ms' },
                      transport: { dial_timeout: '3s', keep_alive: { idle_timeout: '4s' }, protocol: 'http' },
                      upstreams: [{ dial: 'app1-green:8080' }],
                    },
                  ],
                  match: [{ file: { root: '/run/gantry/green', try_files: ['/app1'] } }],
                  terminal: true,
                },
                {
                  handle: [
                    {
                      handler: 'reverse_proxy',
                      load_balancing: { try_duration: '5s', try_interval: '100ms' },
                      transport: { dial_timeout: '3s', keep_alive: { idle_timeout: '4s' }, protocol: 'http' },
                      upstreams: [{ dial: 'app1-blue:3000' }],
                    },
                  ],
                },
              ],
            },
          ],
          match: [{ host: ['shop.example.com'] }],
          terminal: true,
        },
      ],
      gantry_https: [],
      gantry_probe: [
        {
          '@id': 'gantry_app1_probe_0',
          handle: [
            {
              handler: 'headers',
              response: {
                deferred: true,
                set: { 'X-Gantry-Upstream': ['{http.reverse_proxy.upstream.hostport}'] },
              },
            },
            {
              handler: 'subroute',
              routes: [
                {
                  handle: [
                    {
                      handler: 'headers',
                      request: {
                        delete: [
                          'Forwarded',
                          'X-Forwarded-*',
                          'X-Forwarded_*',
                          'X_Forwarded*',
                          'X-Real_Ip',
                          'X_Real*',
                        ],
                        set: { 'X-Real-Ip': ['{http.request.remote.host}'] },
                      },
                    },
                  ],
                  match: [{ not: [{ vars: { trusted_proxy: ['true'] } }] }],
                },
              ],
            },
            {
              handler: 'subroute',
              routes: [
                {
                  handle: [
                    {
                      handler: 'reverse_proxy',
                      load_balancing: { try_duration: '5s', try_interval: '100ms' },
                      transport: { dial_timeout: '3s', keep_alive: { idle_timeout: '4s' }, protocol: 'http' },
                      upstreams: [{ dial: 'app1-green:8080' }],
                    },
                  ],
                  match: [{ file: { root: '/run/gantry/green', try_files: ['/app1'] } }],
                  terminal: true,
                },
                {
                  handle: [
                    {
                      handler: 'reverse_proxy',
                      load_balancing: { try_duration: '5s', try_interval: '100ms' },
                      transport: { dial_timeout: '3s', keep_alive: { idle_timeout: '4s' }, protocol: 'http' },
                      upstreams: [{ dial: 'app1-blue:3000' }],
                    },
                  ],
                },
              ],
            },
          ],
          match: [{ host: ['shop.example.com'] }],
          terminal: true,
        },
      ],
    });
  });
});
