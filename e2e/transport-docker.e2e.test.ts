// Docker's API through SSH: by the forwarded socket (root) and by `docker system dial-stdio` (a sudo user).
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DockerUnreachable } from '../src/transport/docker/failure';
import { DeadlineExceeded } from '../src/transport/ssh/failures';
import { testContainers } from './transport/docker/containers';
import { labels, network, subnet, web } from './transport/docker/engine';
import { testImages } from './transport/docker/images';
import { testLogs } from './transport/docker/logs';
import { testNetworksAndVolumes } from './transport/docker/networks-and-volumes';
import { openStage, type Stage, usersOf } from './transport/stage';

let stage: Stage;
beforeAll(async () => {
  stage = await openStage();
});
afterAll(() => stage?.close());

describe.each(usersOf(() => stage))('Docker as %s', (_user, host, machine) => {
  const docker = () => host().docker;
  const engine = { lab: () => stage.lab, machine, host, docker };

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

  testContainers(engine);
  testLogs(engine);

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

  testImages(engine);
  testNetworksAndVolumes(engine);

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
  const host = await stage.hosts.host(await stage.lab.bareHost());
  const error = await host.docker.version().catch((thrown) => thrown);
  expect(error).toMatchObject({
    kind: 'not_installed',
    message: expect.stringMatching(/not installed.*20\.10/),
  });
});

it('works without forwarding, where sshd refuses it, and says so where it cannot', async () => {
  const { hosts, one } = stage;
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
  const { lab, root } = stage;
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
