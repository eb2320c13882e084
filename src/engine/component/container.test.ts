import { describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { injectedVariables } from '../../domain/workload/environment';
import type { Facts } from '../plan/facts';
import { sampleSpec } from '../testing/sample-spec';
import { componentContainer } from './container';

const facts: Facts = {
  commit: 'abc',
  components: { main: { image: 'app0001:abc', digest: 'sha256:1', port: 3000, slot: 'green' } },
};
const { container } = sampleSpec().component;

describe('the container of a component', () => {
  it('carries names, labels, ports and limits', () => {
    const spec = sampleSpec({
      container: {
        ...container,
        aliases: ['shop'],
        labels: [
          ['com.example.team', 'web'],
          ['gantry.resource', 'not taken'],
        ],
        portsExposes: [3000],
        portsMappings: [{ ip: '127.0.0.1', hostPort: 8080, containerPort: 3000, protocol: 'tcp' }],
        limits: { ...container.limits, memory: '512m', cpus: '1.5', cpuset: '0-1' },
        runOptions: {
          capDrop: ['ALL'],
          shmSize: 1024,
          hostname: 'shop',
          ulimits: [{ name: 'nofile', soft: 1, hard: 2 }],
        },
        mounts: [{ kind: 'volume', source: 'app0001-data', target: '/data' }],
      },
    });
    expect(componentContainer(spec, facts)).toMatchInlineSnapshot(`
      {
        "env": [
          "GREETING=hi $USER",
        ],
        "exposedPorts": [
          "3000/tcp",
        ],
        "hostConfig": {
          "CapDrop": [
            "ALL",
          ],
          "CpusetCpus": "0-1",
          "Memory": 536870912,
          "Mounts": [
            {
              "Source": "app0001-data",
              "Target": "/data",
              "Type": "volume",
            },
          ],
          "NanoCpus": 1500000000,
          "NetworkMode": "coolify",
          "PortBindings": {
            "3000/tcp": [
              {
                "HostIp": "127.0.0.1",
                "HostPort": "8080",
              },
            ],
          },
          "RestartPolicy": {
            "Name": "unless-stopped",
          },
          "ShmSize": 1024,
          "Ulimits": [
            {
              "Hard": 2,
              "Name": "nofile",
              "Soft": 1,
            },
          ],
        },
        "hostname": "shop",
        "image": "app0001:abc",
        "labels": {
          "com.example.team": "web",
          "coolify.environmentName": "production",
          "coolify.managed": "true",
          "coolify.name": "app0001-dep0001",
          "coolify.projectName": "Sales",
          "coolify.pullRequestId": "0",
          "coolify.resourceName": "Shop",
          "coolify.type": "application",
          "gantry.deployment": "dep0001",
          "gantry.domains": "http://shop.example.com",
          "gantry.host-ports": "8080/tcp",
          "gantry.instance": "gantry1",
          "gantry.kind": "application",
          "gantry.managed": "true",
          "gantry.organization": "org0001",
          "gantry.port": "3000",
          "gantry.release": "sha256:1",
          "gantry.resource": "app0001",
          "gantry.slot": "green",
        },
        "name": "app0001-dep0001",
        "network": {
          "aliases": [
            "app0001-green",
            "shop",
          ],
          "name": "coolify",
        },
      }
    `);
  });

  it('delivers each value as it is, in order, and lets the user override what is injected', () => {
    const value = ' $HOME $$ "quoted" \\ #x\r\n\ttab é 😀 ';
    const environment = {
      runtime: [
        ['B', new Secret(value)],
        ['A', new Secret('')],
        ['PORT', new Secret('9')],
      ] as const,
      build: [],
      injected: injectedVariables,
    };
    expect(componentContainer(sampleSpec({ environment }), facts).env).toEqual([
      'SOURCE_COMMIT=abc',
      'COOLIFY_URL=http://shop.example.com',
      'GANTRY_URL=http://shop.example.com',
      'COOLIFY_FQDN=shop.example.com',
      'GANTRY_FQDN=shop.example.com',
      'COOLIFY_BRANCH=main',
      'GANTRY_BRANCH=main',
      'COOLIFY_RESOURCE_UUID=app0001',
      'GANTRY_RESOURCE_UUID=app0001',
      'COOLIFY_CONTAINER_NAME=app0001-dep0001',
      'GANTRY_CONTAINER_NAME=app0001-dep0001',
      'HOST=0.0.0.0',
      `B=${value}`,
      'A=',
      'PORT=9',
    ]);
  });

  it('lets Docker run a configured command as argv, in nanoseconds', () => {
    const health = {
      kind: 'cmd',
      argv: ['pg_isready', '-q'],
      interval: 5,
      timeout: 2,
      retries: 3,
      startPeriod: 1,
    } as const;
    expect(componentContainer(sampleSpec({ health }), facts).healthcheck).toEqual({
      Test: ['CMD', 'pg_isready', '-q'],
      Interval: 5e9,
      Timeout: 2e9,
      StartPeriod: 1e9,
      Retries: 3,
    });
  });
});
