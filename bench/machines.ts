/**
 * A process of its own: machines on loopback addresses that accept every sign-in and run commands with `sh`, and dead
 * ones that accept a connection and never say a word. Sends `Machines` to its parent when all of them listen.
 */
import { spawn } from 'node:child_process';
import { createServer, type Socket } from 'node:net';
import ssh2, { type ServerChannel } from 'ssh2';
import { ed25519KeyPair } from '../src/transport/ssh/key-pair.testing';

export interface Machines {
  port: number;
  /** Base64 blob. */
  hostKey: string;
  alive: string[];
  dead: string[];
}

const [aliveCount = 0, deadCount = 0] = process.argv.slice(2).map(Number);
const hostKey = ed25519KeyPair();
const port = 22_022;
const addresses = (network: number, count: number) =>
  Array.from({ length: count }, (_, at) => `127.${network}.${at >> 8}.${at & 255}`);

const machine = () =>
  new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    client.on('error', () => undefined); // the pool closes connections as it likes
    client.on('authentication', (attempt) => attempt.accept());
    client.on('session', (acceptSession) =>
      acceptSession().on('exec', (acceptExec, _reject, { command }) => execute(acceptExec(), command)),
    );
  });

function execute(channel: ServerChannel, command: string): void {
  const child = spawn('sh', ['-c', command]);
  channel.pipe(child.stdin);
  child.stdin.on('error', () => undefined); // a command that reads nothing
  child.stdout.pipe(channel, { end: false });
  child.stderr.pipe(channel.stderr, { end: false });
  child.once('close', (code) => {
    channel.exit(code ?? 1);
    channel.end();
  });
}

function listening(server: ssh2.Server | ReturnType<typeof createServer>, address: string): Promise<void> {
  return new Promise((done) => server.listen(port, address, () => done()));
}

const machines: Machines = {
  port,
  hostKey: hostKey.public.split(' ')[1] ?? '',
  alive: addresses(20, aliveCount),
  dead: addresses(21, deadCount),
};
const silent: Socket[] = [];
await Promise.all([
  ...machines.alive.map((address) => listening(machine(), address)),
  ...machines.dead.map((address) =>
    listening(
      createServer((socket) => {
        silent.push(socket);
        socket.on('error', () => undefined); // its client gives up
      }),
      address,
    ),
  ),
]);
process.send?.(machines);
process.once('disconnect', () => process.exit(0));
