import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { systemClock } from '../../lib/clock';
import type { SshConnection } from '../ssh/connection';
import { DockerClient } from './client';
import { createDockerApi } from './create-api';

let server: Server;
afterEach(() => server.close());

/** Make a piece of output with Docker's framing. */
function frame(stream: 1 | 2, text: string): Buffer {
  const head = Buffer.from([stream, 0, 0, 0, 0, 0, 0, 0]);
  head.writeUInt32BE(Buffer.byteLength(text), 4);
  return Buffer.concat([head, Buffer.from(text)]);
}

/**
 * Start a Docker daemon with one program, which has a process only at the second inspection.
 * @param printed pieces of its output, after which it exits with 3; absent: it never ends
 */
function daemon(asked: string[], bodies: string[] = [], printed?: readonly Buffer[]): Promise<number> {
  const ExitCode = printed ? 3 : null;
  let inspections = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    request.setEncoding('utf8').on('data', (body: string) => bodies.push(body));
    const isExec = request.url === '/containers/a/exec';
    if (request.url === '/exec/e1/json') inspections++;
    response.writeHead(isExec ? 201 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(isExec ? { Id: 'e1' } : { ExitCode, Pid: inspections > 1 ? 42 : 0 }));
  });
  server.on('upgrade', (request, socket) => {
    asked.push(`${request.method} ${request.url}`);
    socket.on('error', () => undefined);
    socket.write('HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n');
    for (const piece of printed ?? []) socket.write(piece);
    if (printed) socket.end();
  });
  return new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port)); // a TCP server has a port
  });
}

/** Make a Docker client connected to the daemon; ids of stopped processes go to `stopped`. */
function dockerOn(port: number, stopped: number[]) {
  // A call uses only these parts of a connection.
  const connection = {
    address: 'lab',
    use: <T>(work: () => Promise<T>) => work(),
    orLost: <T>(promise: Promise<T>) => promise,
    unixSocket: async () => connect(port, '127.0.0.1'),
  } as unknown as SshConnection;
  const host = {
    isRoot: true,
    connection: async () => connection,
    run: async () => ({ code: 0, stdout: 'running', stderr: '', droppedBytes: 0 }),
    stopProcess: async (pid: number) => void stopped.push(pid),
    skipped: () => undefined,
  };
  return createDockerApi(new DockerClient(host, systemClock));
}

it('stops a program on the machine when its caller leaves', async () => {
  const asked: string[] = [];
  const stopped: number[] = [];
  const docker = dockerOn(await daemon(asked), stopped);
  const caller = new AbortController();
  const running = docker.exec('a', ['sleep', 'x'], { deadlineMs: 60_000, signal: caller.signal });
  await expect.poll(() => asked).toContain('POST /exec/e1/start');
  caller.abort(new Error('left'));
  await expect(running).rejects.toThrow('left');
  expect([stopped, asked.at(-1)]).toEqual([[42], 'GET /exec/e1/json']);
});

it('delivers variables beside the words of the program', async () => {
  const asked: string[] = [];
  const bodies: string[] = [];
  const docker = dockerOn(await daemon(asked, bodies), []);
  const caller = new AbortController();
  const env = { STORE_PASSWORD: new Secret('a=b $c') };
  const running = docker.exec('a', ['query'], { deadlineMs: 60_000, env, signal: caller.signal });
  await expect.poll(() => asked).toContain('POST /exec/e1/start');
  caller.abort(new Error('left'));
  await expect(running).rejects.toThrow('left');
  expect(JSON.parse(bodies[0] ?? '')).toMatchObject({ Cmd: ['query'], Env: ['STORE_PASSWORD=a=b $c'] });
});

it('passes on what the program prints, without secrets, before it answers its status', async () => {
  const printed = [frame(1, 'one\nsesame'), frame(2, 'oops\n'), frame(1, '-open\n')];
  const docker = dockerOn(await daemon([], [], printed), []);
  const passed: string[] = [];
  const result = await docker.exec('a', ['query'], {
    deadlineMs: 60_000,
    secrets: [new Secret('sesame-open')],
    onOutput: async ({ stream, text }) => void passed.push(`${stream} ${text}`),
  });
  expect(result).toMatchObject({ code: 3, stdout: 'one\n<REDACTED>\n', stderr: 'oops\n' });
  const of = (stream: string) =>
    passed.flatMap((each) => (each.startsWith(`${stream} `) ? [each.slice(stream.length + 1)] : [])).join('');
  expect([of('stdout'), of('stderr')]).toEqual(['one\n<REDACTED>\n', 'oops\n']);
});
