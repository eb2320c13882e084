import { describe, expect, it } from 'vitest';
import type { ContainerRunSpec } from '../../domain/workload/container-run';
import type { DeploymentSpec } from '../../domain/workload/deployment-spec';
import { ConnectFailure, ConnectionLost } from '../../transport/ssh/failures';
import { deploy, machineWithPrevious, workloadsOn } from '../testing/deploy';
import { DoubleHost } from '../testing/double-host';
import { MemoryJournal } from '../testing/memory-journal';
import { sampleSpec } from '../testing/sample-spec';

const { container } = sampleSpec().component;
const withContainer = (overrides: Partial<ContainerRunSpec>) =>
  sampleSpec({ container: { ...container, ...overrides } });
const image = (reference: string): DeploymentSpec['source'] => ({ kind: 'image', reference });

describe('the check of the server', () => {
  const disk = (free: number, total = 100_000_000) =>
    `Filesystem 1024-blocks Used Available Capacity Mounted\n/dev/x ${total} 1 ${free} 1% /\n`;

  it.each([
    ['below 2 GB', disk(2_000_000, 10_000_000)],
    ['below 5 %', disk(4_000_000)],
  ])('refuses to build with a disk %s, and says so', async (_name, stdout) => {
    const host = new DoubleHost();
    host.answers.push(['df', { stdout }]);
    const result = await deploy(sampleSpec(), host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'preflight' });
    expect(result.reason).toMatch(/almost full: .* GB are free, and 2.0 GB and 5 % are needed/);
    expect((await deploy(sampleSpec({ source: image('nginx') }), host)).outcome).toBe('finished');
  });

  it('tells a missing Docker from a machine that cannot be reached', async () => {
    const host = new DoubleHost();
    host.docker.version = () => Promise.reject(new Error('no such socket'));
    expect((await deploy(sampleSpec(), host)).reason).toMatch(
      /Docker does not respond .*no such socket.*Install Docker/,
    );
    host.docker.version = () => Promise.reject(new ConnectFailure('authentication', 'refused the key'));
    expect((await deploy(sampleSpec(), host)).reason).toBe('refused the key');
  });

  it('finds a host port that is taken, but not by the workload itself', async () => {
    const spec = withContainer({
      portsMappings: [{ ip: null, hostPort: 8080, containerPort: 80, protocol: 'tcp' }],
    });
    const listening: [string, { stdout: string }] = [
      'cat /proc/net/tcp',
      { stdout: ' 0: 00000000:1F90 00000000:0000 0A' },
    ];
    const host = new DoubleHost();
    host.answers.push(listening);
    expect((await deploy(spec, host)).reason).toMatch(/port 8080\/tcp.*ports_mappings/);
    const own = await machineWithPrevious(spec);
    own.answers.push(listening);
    expect((await deploy(spec, own)).outcome).toBe('finished');
  });

  it('explains a port that Docker finds taken at the start', async () => {
    const host = new DoubleHost();
    const start = host.docker.startContainer.bind(host.docker);
    host.docker.startContainer = async (name) => {
      if ((await host.docker.inspectContainer(name))?.labels['gantry.kind'] !== 'proxy')
        throw new Error('Bind for 0.0.0.0:8080 failed: port is already allocated');
      await start(name);
    };
    const result = await deploy(sampleSpec(), host);
    expect(result.reason).toContain('ports_mappings');
    expect(workloadsOn(host)).toEqual([]);
  });
});

describe('a connection that breaks for a moment', () => {
  it('does not fail a deployment', async () => {
    const host = new DoubleHost();
    let losses = 2;
    host.before = (what) => {
      if (what.includes('ls-remote') && losses-- > 0) throw new ConnectionLost('10.0.0.1', what);
    };
    expect((await deploy(sampleSpec(), host)).outcome).toBe('finished');
  });
});

describe('images', () => {
  it('that are present are used when their registry cannot be reached, with a line in the log', async () => {
    const host = new DoubleHost();
    host.docker.addImage('caddy:2');
    host.docker.addImage('shop:1');
    host.docker.reachableRegistry = false;
    const journal = new MemoryJournal();
    expect((await deploy(sampleSpec({ source: image('shop:1') }), host, journal)).outcome).toBe('finished');
    expect(journal.text()).toContain('Pull skipped because the registry cannot be reached');
    const missing = await deploy(sampleSpec({ source: image('shop:2') }), host);
    expect(missing).toMatchObject({ outcome: 'failed', failedStep: 'image' });
  });

  it('of a release are found by id when the name means another one now', async () => {
    const host = new DoubleHost();
    host.docker.addImage('app0001:abc', { id: 'sha256:new' });
    const source = {
      kind: 'release',
      reference: 'app0001:abc',
      digest: 'sha256:old',
      commit: 'abc',
    } as const;
    const gone = await deploy(sampleSpec({ source }), host);
    expect(gone.reason).toContain('no longer on the server');
    host.docker.addImage('<dangling>', { id: 'sha256:old' });
    const { outcome, facts } = await deploy(sampleSpec({ source }), host);
    expect([outcome, facts.components?.main?.image, facts.commit]).toEqual(['finished', 'sha256:old', 'abc']);
  });

  it.each([
    [{}, ['9000/tcp'], 9000],
    [{}, ['53/udp'], 3000],
    [{}, [], 3000],
    [{ portsExposes: [4000, 5000] }, ['9000/tcp'], 4000],
  ])('and settings %j with EXPOSE %j give port %i', async (overrides, exposedPorts, port) => {
    const host = new DoubleHost();
    host.docker.addImage('shop', { exposedPorts });
    const spec = { ...withContainer({ portsExposes: [], ...overrides }), source: image('shop') };
    expect((await deploy(spec, host)).facts.components?.main?.port).toBe(port);
  });
});

describe('builds', () => {
  it('use BuildKit where it is, and say which server lacks it for secrets', async () => {
    const secrets = sampleSpec({ build: { ...sampleSpec().build, useBuildSecrets: true } });
    const without = await deploy(secrets, new DoubleHost());
    expect(without.reason).toContain('docker-buildx-plugin');
    for (const answer of [
      ['docker buildx version', { stdout: 'github.com/docker/buildx v0.11.2 9872040\n' }],
      ['docker version', { stdout: '20.10.24\n' }],
    ] as const) {
      const host = new DoubleHost();
      host.answers.push([...answer]);
      expect((await deploy(secrets, host)).facts.builder).toBe('buildkit');
    }
  });

  it('with limits use the builder that keeps them, and say what does not go with it', async () => {
    const limited = { ...sampleSpec().build, limits: { memory: '1g', cpus: '0' } };
    const host = new DoubleHost();
    host.answers.push(['docker buildx version', { stdout: 'github.com/docker/buildx v0.11.2 9872040\n' }]);
    expect((await deploy(sampleSpec({ build: limited }), host)).facts.builder).toBe('classic');
    const secrets = await deploy(sampleSpec({ build: { ...limited, useBuildSecrets: true } }), host);
    expect(secrets.reason).toMatch(
      /Clear the build limits in the server settings, or turn off use_build_secrets/,
    );
  });

  it('that fail leave what runs alone', async () => {
    const spec = sampleSpec({ force: true });
    const host = await machineWithPrevious(spec);
    host.jobCode = 1;
    const result = await deploy(spec, host);
    expect(result).toMatchObject({ outcome: 'failed', failedStep: 'build' });
    expect(workloadsOn(host)).toEqual(['app0001-dep0000 running']);
  });
});

describe('deployment commands', () => {
  const pre = { preDeployment: { command: 'migrate; true', container: null } };
  const post = { postDeployment: { command: 'warm up', container: null } };

  it('run by sh in the old and in the new container', async () => {
    const spec = sampleSpec({ ...pre, ...post });
    const host = await machineWithPrevious(spec);
    await deploy(spec, host);
    expect(host.docker.execs).toEqual([
      ['app0001-dep0000', 'sh', '-c', 'migrate; true'],
      ['app0001-dep0001', 'sh', '-c', 'warm up'],
    ]);
  });

  it('before the deployment: skipped without a running container, and a failure changes nothing', async () => {
    const journal = new MemoryJournal();
    expect((await deploy(sampleSpec(pre), new DoubleHost(), journal)).outcome).toBe('finished');
    expect(journal.text()).toContain('Skipped: no container');
    const host = await machineWithPrevious(sampleSpec());
    host.docker.execCode = 1;
    expect(await deploy(sampleSpec(pre), host)).toMatchObject({
      outcome: 'failed',
      failedStep: 'pre-deployment',
    });
    expect(workloadsOn(host)).toEqual(['app0001-dep0000 running']);
  });

  it('after the deployment: a failure is a warning', async () => {
    const host = new DoubleHost();
    host.docker.execCode = 1;
    const journal = new MemoryJournal();
    expect((await deploy(sampleSpec(post), host, journal)).outcome).toBe('finished');
    expect(journal.text()).toContain('The command ended with status 1');
  });

  it('never run in a container of another workload', async () => {
    const host = await machineWithPrevious(sampleSpec());
    const spec = sampleSpec({ preDeployment: { command: 'id', container: 'coolify-proxy' } });
    const result = await deploy(spec, host);
    expect(result.reason).toContain('not a container of this application');
    expect(host.docker.execs).toEqual([]);
  });
});
