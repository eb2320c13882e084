// Docker's API through SSH: by the forwarded socket (root) and by `docker system dial-stdio` (a sudo user).
import { setMaxListeners } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../src/domain/secret';
import type { ContainerSpec, LogLine } from '../src/transport/docker/api';
import { DockerUnreachable } from '../src/transport/docker/failure';
import type { Host } from '../src/transport/host';
import { DeadlineExceeded } from '../src/transport/ssh/failures';
import { openLab } from './lab/lab';
import type { Lab, LabHost } from './lab/types';
import { appears, disappears, type TransportHosts, transportHosts } from './transport-host';

let lab: Lab;
let hosts: TransportHosts;
let one: LabHost;
let sudo: LabHost;
let root: Host;
let deploy: Host;

beforeAll(async () => {
  lab = await openLab();
  hosts = transportHosts(lab);
  one = await lab.host('one');
  sudo = await lab.sudoHost();
  root = await hosts.host(one);
  deploy = await hosts.host(sudo);
});
afterAll(async () => {
  await hosts?.pool.close();
  await lab?.stop();
});

const network = 'transport-test';
const subnet = '10.213.254.0/26';
const labels = { 'transport.test': 'yes' };
const web = (name: string, changes: Partial<ContainerSpec> = {}): ContainerSpec => ({
  name,
  image: 'gantry-test/web:1',
  env: ['GREETING=a\nb $x "y"'],
  labels: { ...labels, 'gantry.deployment': 'd1' },
  exposedPorts: ['8080/tcp'],
  hostConfig: {},
  network: { name: network, aliases: ['web'] },
  ...changes,
});

describe.each([
  ['root', () => root, () => one],
  ['a sudo user', () => deploy, () => sudo],
] as const)('Docker as %s', (_user, host, machine) => {
  const docker = () => host().docker;

  beforeAll(async () => {
    expect(await docker().createNetwork(network, { labels, subnet })).toBe('created');
    expect(await docker().createNetwork(network, { labels, subnet })).toBe('exists');
    expect(await docker().createNetwork(`${network}-3`, { labels: {}, subnet })).toBe('overlaps');
  });
  afterAll(async () => {
    const left = await docker().listContainers(labels, true);
    for (const { id } of left) await docker().removeContainer(id, { force: true, volumes: true });
    await docker().removeNetwork(network);
    await docker().removeNetwork(network);
  });

  it('tells what it is', async () => {
    expect(await docker().version()).toMatchObject({
      os: 'linux',
      apiVersion: expect.stringMatching(/^1\.\d+$/),
    });
    expect((await docker().info()).rootDir).toMatch(/^\//);
    expect(await docker().listNetworks(labels)).toEqual([
      { id: expect.stringMatching(/^[0-9a-f]{64}$/), name: network, labels, subnets: [subnet] },
    ]);
  });

  it('creates, starts, stops and removes a container; each may be repeated', async () => {
    const id = await docker().createContainer(web('life'));
    expect(await docker().createContainer(web('life'))).toBe(id);
    const foreign = web('life', { labels: { ...labels, 'gantry.deployment': 'd2' } });
    await expect(docker().createContainer(foreign)).rejects.toMatchObject({ code: 'conflict' });

    await docker().startContainer('life');
    await docker().startContainer(id);
    const state = await docker().inspectContainer('life');
    expect(state).toMatchObject({
      id,
      name: 'life',
      status: 'running',
      health: 'none',
      exposedPorts: ['8080/tcp'],
    });
    const address = state?.networks[network]?.ipAddress ?? '';
    await expect
      .poll(
        () =>
          host()
            .tcpProbe({ address, port: 8080, timeoutMs: 2000 })
            .then(
              () => 'open',
              () => 'closed',
            ),
        {
          timeout: 10_000,
        },
      )
      .toBe('open');
    const probe = { scheme: 'http', address, port: 8080, method: 'GET', path: '/', timeoutMs: 5000 } as const;
    expect(await host().httpProbe(probe)).toEqual({ status: 200, body: 'version 1\n' });
    await expect(host().tcpProbe({ address, port: 9, timeoutMs: 2000 })).rejects.toMatchObject({
      code: 'unavailable',
    });

    await docker().renameContainer(id, 'life-2');
    await docker().stopContainer('life-2', 1);
    await docker().stopContainer('life-2', 1);
    expect((await docker().inspectContainer(id))?.status).toBe('exited');
    expect(await docker().listContainers(labels, false)).toEqual([]);
    expect(await docker().listContainers(labels, true)).toMatchObject([
      { id, names: ['life-2'], state: 'exited' },
    ]);
    await docker().removeContainer(id, { force: true, volumes: true });
    await docker().removeContainer(id, { force: true, volumes: true });
    await docker().stopContainer(id, 1);
    expect(await docker().inspectContainer(id)).toBeNull();
  });

  it('runs programs in a container: status, input, both streams, deadline', async () => {
    await docker().createContainer(web('exec'));
    await docker().startContainer('exec');
    const run = (argv: string[], options = {}) =>
      docker().exec('exec', argv, { deadlineMs: 20_000, ...options });
    expect(await run(['sh', '-c', 'echo out; echo err >&2; exit 4'])).toMatchObject({
      code: 4,
      stdout: 'out\n',
      stderr: 'err\n',
    });
    const stdin = 'grüße €\n'.repeat(20_000);
    expect(await run(['cat'], { stdin })).toMatchObject({ code: 0, stdout: stdin });
    expect((await run(['sh', '-c', 'echo "$GREETING"'])).stdout).toBe('a\nb $x "y"\n');
    const env = { STORE_PASSWORD: new Secret('c $d="e"') };
    expect((await run(['sh', '-c', 'echo "$STORE_PASSWORD"'], { env })).stdout).toBe('c $d="e"\n');
    expect((await run(['echo', 'hunter22'], { secrets: [new Secret('hunter22')] })).stdout).toBe(
      '<REDACTED>\n',
    );
    expect((await run(['no-such-program'])).code).not.toBe(0);
    await expect(run(['sleep', '7201'], { deadlineMs: 1000 })).rejects.toThrow(DeadlineExceeded);
    await disappears(machine(), 'sleep 7201');
    const stop = new AbortController();
    const cancelled = run(['sleep', '7202'], { signal: stop.signal });
    await appears(machine(), 'sleep 7202');
    stop.abort(new Error('cancelled'));
    await expect(cancelled).rejects.toThrow('cancelled');
    await disappears(machine(), 'sleep 7202');
  });

  it('reads and follows logs', async () => {
    await docker().createContainer(web('log'));
    await docker().startContainer('log');
    const say = (script: string) => docker().exec('log', ['sh', '-c', script], { deadlineMs: 10_000 });
    await say('echo first >/proc/1/fd/1; echo problem >/proc/1/fd/2');
    const read = await docker().containerLogs('log', { tail: 2 });
    expect(read.map(({ stream, text }) => [stream, text])).toEqual(
      expect.arrayContaining([
        ['stdout', 'first'],
        ['stderr', 'problem'],
      ]),
    );
    const lines: LogLine[] = [];
    const stop = new AbortController();
    const last = read
      .map(({ timestamp }) => timestamp)
      .sort()
      .at(-1);
    const following = docker().followLogs('log', {
      tail: 10,
      since: last,
      onLine: (line) => lines.push(line),
      signal: stop.signal,
    });
    await say('echo live >/proc/1/fd/1');
    await expect.poll(() => lines.map(({ text }) => text), { timeout: 5000 }).toContain('live');
    expect(lines.length).toBeLessThanOrEqual(2);
    stop.abort();
    await following;

    const untilEnd = docker().followLogs('log', {
      tail: 0,
      onLine: () => undefined,
      signal: new AbortController().signal,
    });
    await docker().stopContainer('log', 1);
    await untilEnd;
  });

  it('follows many logs without holding up other work', async () => {
    await docker().createContainer(web('many'));
    await docker().startContainer('many');
    const stop = new AbortController();
    setMaxListeners(20, stop.signal);
    const options = { tail: 1, onLine: () => undefined, signal: stop.signal };
    const followers = Array.from({ length: 12 }, () => docker().followLogs('many', options));
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect((await host().run({ argv: ['true'], deadlineMs: 10_000 })).code).toBe(0);
    expect((await docker().inspectContainer('many'))?.status).toBe('running');
    stop.abort();
    await Promise.all(followers);
  });

  it('says what is wrong: port taken, no image, no network', async () => {
    const hostConfig = { PortBindings: { '8080/tcp': [{ HostPort: '8099' }] } };
    await docker().createContainer(web('port-1', { hostConfig }));
    await docker().startContainer('port-1');
    await docker().createContainer(web('port-2', { hostConfig }));
    await expect(docker().startContainer('port-2')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringMatching(/8099.*already allocated.*change the port mapping/),
    });
    await expect(docker().createContainer(web('x', { image: 'nope:1' }))).rejects.toMatchObject({
      code: 'not_found',
      message: expect.stringMatching(/nope:1.*Pull or build/),
    });
    await docker().createContainer(web('lost', { network: { name: 'no-such-network', aliases: [] } }));
    await expect(docker().startContainer('lost')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('pulls, tags and removes images, and tells why a pull fails', async () => {
    const repository = `${lab.registry.host}/transport/web`;
    const pull = (reference: string) => docker().pullImage(reference);
    await docker().tagImage('gantry-test/web:1', repository, 'pushed');
    const push = await machine().exec(['docker', 'push', `${repository}:pushed`]);
    expect(push.code, push.stderr).toBe(0);
    await docker().removeImage(`${repository}:pushed`);
    await docker().removeImage(`${repository}:pushed`);
    expect(await docker().inspectImage(`${repository}:pushed`)).toBeNull();
    const lines = await pull(`${repository}:pushed`);
    expect(lines.join('\n')).toMatch(/Pulling from transport\/web[\s\S]*Digest: sha256:/);
    const image = await docker().inspectImage(`${repository}:pushed`);
    expect(image).toMatchObject({ exposedPorts: ['8080/tcp'], hasHealthcheck: false });
    expect(image?.repoDigests[0]).toContain(`${repository}@sha256:`);
    expect((await docker().inspectImage('gantry-test/healthy:1'))?.hasHealthcheck).toBe(true);
    expect((await docker().listImages({})).flatMap(({ tags }) => tags)).toContain(`${repository}:pushed`);

    const listed = (await docker().listImages({})).find(({ tags }) => tags.includes(`${repository}:pushed`));
    expect(listed?.sizeBytes).toBeGreaterThan(0);
    const layers = await docker().imageLayers(`${repository}:pushed`);
    expect(layers[0]?.digest).toMatch(/^sha256:/);
    expect(layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)).toBe(listed?.sizeBytes);
    expect(await docker().imageLayers(`${repository}:no-such-tag`)).toEqual([]);
    await expect(pull(`${repository}:no-such-tag`)).rejects.toMatchObject({ code: 'validation_failed' });
    await expect(pull('registry.invalid/x:1')).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(/cannot be reached/),
    });
  });

  it('connects networks and keeps volumes', async () => {
    await docker().createContainer(web('member'));
    const second = { labels: {}, subnet: '10.213.255.0/26' };
    await docker().createNetwork(`${network}-2`, second);
    await docker().connectNetwork(`${network}-2`, 'member', ['other']);
    await docker().connectNetwork(`${network}-2`, 'member', ['other']);
    expect(Object.keys((await docker().inspectContainer('member'))?.networks ?? {})).toHaveLength(2);
    expect((await docker().inspectContainer('member'))?.networks[`${network}-2`]?.aliases).toContain('other');
    const [member] = await docker().listContainers(labels, true);
    expect(member?.networks).toEqual(expect.arrayContaining([network, `${network}-2`]));
    await docker().disconnectNetwork(`${network}-2`, 'member');
    await docker().disconnectNetwork(`${network}-2`, 'member');
    expect(Object.keys((await docker().inspectContainer('member'))?.networks ?? {})).toEqual([network]);
    expect(await docker().inspectNetwork(`${network}-2`)).toMatchObject({ subnets: [second.subnet] });
    expect(await docker().inspectNetwork('no-such-network')).toBeNull();
    await docker().removeContainer('member', { force: true, volumes: true });
    await docker().removeNetwork(`${network}-2`);
    await docker().ensureVolume('transport-volume', labels);
    await docker().ensureVolume('transport-volume', labels);
    expect(await docker().listVolumes(labels)).toEqual([{ name: 'transport-volume', labels }]);
    const Mounts = [{ Type: 'volume', Source: 'transport-volume', Target: '/kept' }];
    const mounting = await docker().createContainer(web('mounting', { hostConfig: { Mounts } }));
    expect(await docker().listVolumes(labels, { isUnattached: true })).toEqual([]);
    expect(await docker().containerBytes(mounting)).toBeGreaterThanOrEqual(0);
    await docker().removeContainer('mounting', { force: true, volumes: false });
    expect(await docker().containerBytes(mounting)).toBeNull();
    expect(await docker().listVolumes(labels, { isUnattached: true })).toHaveLength(1);
    await docker().removeVolume('transport-volume');
    await docker().removeVolume('transport-volume');
    expect(await docker().listVolumes(labels)).toEqual([]);
  });

  it('speaks HTTP over a unix socket', async () => {
    const request = { socketPath: '/var/run/docker.sock', deadlineMs: 10_000 };
    const version = await host().httpOverSocket({ ...request, method: 'GET', path: '/version' });
    expect([version.status, JSON.parse(version.body).Os]).toEqual([200, 'linux']);
    const body = JSON.stringify({ Name: 'socket-volume', Labels: { text: "it's €" } });
    const headers = { 'content-type': 'application/json' };
    const made = await host().httpOverSocket({
      ...request,
      method: 'POST',
      path: '/volumes/create',
      headers,
      body,
    });
    expect([made.status, JSON.parse(made.body).Labels]).toEqual([201, { text: "it's €" }]);
    const gone = await host().httpOverSocket({
      ...request,
      method: 'DELETE',
      path: '/volumes/socket-volume',
    });
    expect([gone.status, gone.body]).toEqual([204, '']);
    await expect(
      host().httpOverSocket({ socketPath: '/run/nothing.sock', method: 'GET', path: '/', deadlineMs: 5000 }),
    ).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('says that its daemon does not run, and works again when it does', async () => {
    await machine().stopDocker();
    try {
      const error = await docker()
        .version()
        .catch((thrown) => thrown);
      expect(error).toBeInstanceOf(DockerUnreachable);
      expect(error).toMatchObject({
        kind: 'not_running',
        message: expect.stringMatching(/systemctl start docker/),
      });
    } finally {
      await machine().startDocker();
    }
    expect((await docker().version()).os).toBe('linux');
  });
});

it('says that Docker is not installed', async () => {
  const host = await hosts.host(await lab.bareHost());
  const error = await host.docker.version().catch((thrown) => thrown);
  expect(error).toMatchObject({
    kind: 'not_installed',
    message: expect.stringMatching(/not installed.*20\.10/),
  });
});

it('works without forwarding, where sshd refuses it, and says so where it cannot', async () => {
  const options = ['AllowStreamLocalForwarding=no', 'AllowTcpForwarding=no', 'PidFile=/run/sshd-strict.pid'];
  await one.exec(['/usr/sbin/sshd', '-p', '2299', ...options.flatMap((option) => ['-o', option])]);
  const strict = await hosts.host(one, { serverUuid: 'strict', port: 2299 });
  expect((await strict.docker.version()).os).toBe('linux');
  expect(await strict.docker.inspectContainer('no-such-container')).toBeNull();
  const version = { socketPath: '/var/run/docker.sock', method: 'GET', path: '/version', deadlineMs: 10_000 };
  expect((await strict.httpOverSocket(version)).status).toBe(200);
  await expect(strict.tcpProbe({ address: '127.0.0.1', port: 22, timeoutMs: 5000 })).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringMatching(/AllowTcpForwarding/),
  });
});

it('probes what the machine reaches: status, at most 64 KB, no redirect, a deadline', async () => {
  const server = createServer((request, response) => {
    if (request.url === '/big') response.end('x'.repeat(200_000));
    else if (request.url === '/redirect') response.writeHead(302, { location: '/' }).end();
    else if (request.url === '/host') response.end(request.headers.host);
    // Anything else never answers.
  });
  await new Promise<void>((resolve) => server.listen(0, lab.gateway, resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const probe = (path: string, timeoutMs = 10_000) =>
    root.httpProbe({ scheme: 'http', address: lab.gateway, port, method: 'GET', path, timeoutMs });
  expect((await probe('/big')).body).toHaveLength(65_536);
  expect((await probe('/redirect')).status).toBe(302);
  expect((await probe('/host')).body).toBe(`${lab.gateway}:${port}`);
  await expect(probe('/silent', 500)).rejects.toThrow(DeadlineExceeded);
  server.closeAllConnections();
  server.close();
});
