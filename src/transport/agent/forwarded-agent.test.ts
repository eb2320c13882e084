// OpenSSH's own client asks the agent through a real socket, to sign in to a real server.

import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { promisify } from 'node:util';
import ssh2 from 'ssh2';
import sshpk from 'sshpk';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../../domain/secret';
import { connect } from '../ssh/connect';
import { ed25519KeyPair } from '../ssh/key-pair.testing';
import { agentOf, blobOf, gitHost } from './agent.testing';
import type { OneKeyAgent } from './forwarded-agent';
import { sshString } from './ssh-wire';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'gantry-agent-'));
const hostKeys = {
  ed25519: gitHost,
  'ecdsa-sha2-nistp256': ssh2.utils.generateKeyPairSync('ecdsa', { bits: 256 }),
  'ecdsa-sha2-nistp521': ssh2.utils.generateKeyPairSync('ecdsa', { bits: 521 }),
  'ssh-rsa': ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }),
};

/** Keys that signed in, as the server verified them. */
let signedIn: { user: string; key: string }[] = [];
let sockets: Server[] = [];
let servers: ssh2.Server[] = [];

beforeAll(() => run('ssh', ['-V']));
afterEach(() => {
  for (const server of [...sockets, ...servers]) server.close();
  [sockets, servers, signedIn] = [[], [], []];
});
afterAll(() => rmSync(folder, { recursive: true }));

async function listen(agent: OneKeyAgent): Promise<string> {
  const path = join(folder, `agent-${sockets.length}-${signedIn.length}`);
  rmSync(path, { force: true });
  const server = createServer((socket) =>
    agent.getStream((_error, stream) => socket.pipe(stream).pipe(socket)),
  );
  sockets.push(server);
  await new Promise<void>((resolve) => server.listen(path, resolve));
  return path;
}

function portOf(server: ssh2.Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server has no port.');
  return address.port;
}

/** Parts of ssh2's server, which itself cannot ask for the client's agent. */
interface ServerParts {
  _chanMgr: { add(opened: (error: Error | undefined, channel: Duplex) => void): number };
  _protocol: { openssh_authAgent(channel: number, window: number, packet: number): void };
}

function openAgentChannel(client: ssh2.Connection, opened: (channel: Duplex) => void): void {
  const { _chanMgr, _protocol } = client as unknown as ServerParts; // not in the types of ssh2
  const number = _chanMgr.add((error, channel) => {
    if (error) throw error;
    opened(channel);
  });
  _protocol.openssh_authAgent(number, 2 * 1024 * 1024, 32 * 1024);
}

/** Start an SSH server that accepts anyone with a key, and runs nothing. */
async function serve(hostKey: { private: string }): Promise<number> {
  const server = new ssh2.Server({ hostKeys: [hostKey.private] }, (client) => {
    client.on('error', () => undefined);
    client.on('authentication', (context) => {
      if (context.method !== 'publickey') return context.reject(['publickey']);
      const { algo, data } = context.key;
      const key = ssh2.utils.parseKey(`${algo} ${data.toString('base64')}`);
      if (key instanceof Error || Array.isArray(key)) return context.reject();
      if (!context.signature) return context.accept(); // only asks whether this key would be accepted
      const { blob = Buffer.alloc(0), signature, hashAlgo } = context;
      if (key.verify(blob, signature, hashAlgo) !== true) return context.reject();
      signedIn.push({ user: context.username, key: data.toString('base64') });
      return context.accept();
    });
    client.on('ready', () =>
      client.on('session', (accept) =>
        accept().on('exec', (acceptExec) => {
          const channel = acceptExec();
          channel.exit(0);
          channel.end();
        }),
      ),
    );
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return portOf(server);
}

/** Sign in with OpenSSH's client; return whether it succeeded. */
async function signIn(agent: OneKeyAgent, port: number, user = 'git'): Promise<boolean> {
  const env = { ...process.env, SSH_AUTH_SOCK: await listen(agent) };
  const options = [
    'BatchMode=yes',
    'StrictHostKeyChecking=no',
    'UserKnownHostsFile=/dev/null',
    'IdentityFile=none',
  ];
  const args = ['-F', '/dev/null', ...options.flatMap((option) => ['-o', option]), '-p', String(port)];
  return run('ssh', [...args, `${user}@127.0.0.1`, 'true'], { env }).then(
    () => true,
    (error: { stderr?: string }) => {
      expect(error.stderr).toMatch(/Permission denied/);
      return false;
    },
  );
}

const keys = {
  ed25519: sshpk.generatePrivateKey('ed25519'),
  rsa: sshpk.parsePrivateKey(ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private),
  'nistp256 ecdsa': sshpk.generatePrivateKey('ecdsa', { curve: 'nistp256' }),
  'nistp384 ecdsa': sshpk.generatePrivateKey('ecdsa', { curve: 'nistp384' }),
  'nistp521 ecdsa': sshpk.generatePrivateKey('ecdsa', { curve: 'nistp521' }),
};

describe("OpenSSH's client", () => {
  it.each(Object.entries(keys))('signs in with an %s key', async (_name, key) => {
    const agent = agentOf({ privateKey: new Secret(key.toString('openssh')) });
    expect(await signIn(agent, await serve(gitHost))).toBe(true);
    expect(signedIn).toEqual([{ user: 'git', key: key.toPublic().toBuffer('rfc4253').toString('base64') }]);
  });

  it.each(Object.entries(hostKeys))(
    'proves which host it talks to when that has an %s key',
    async (_name, host) => {
      const pinned = { hostKeys: [blobOf(host).toString('base64')], mustBind: true };
      expect(await signIn(agentOf(pinned), await serve(host))).toBe(true);
      const port = await serve(ed25519KeyPair());
      expect(await signIn(agentOf(pinned), port)).toBe(false);
    },
  );

  it('gets in as no other user', async () => {
    const port = await serve(gitHost);
    expect(await signIn(agentOf(), port, 'root')).toBe(false);
    expect(await signIn(agentOf({ user: 'root' }), port, 'root')).toBe(true);
  });

  it('sees one key, and may not sign a file with it', async () => {
    const env = { ...process.env, SSH_AUTH_SOCK: await listen(agentOf()) };
    const { stdout } = await run('ssh-add', ['-L'], { env });
    expect(stdout).toMatch(/^ssh-ed25519 \S+ deploy key\n$/);
  });
});

describe('a machine that sends anything on the forwarded channel', () => {
  it.each([
    ['a malformed request', Buffer.from([0, 0, 0, 1, 13])],
    ['a request of 4 GB', Buffer.from([0xff, 0xff, 0xff, 0xff, 13])],
    ['half a request, and the end of the channel', sshString(Buffer.from([13])).subarray(0, 4)],
  ])('gets a failure or nothing for %s, and the command goes on', async (_name, bytes) => {
    const machineKey = ed25519KeyPair();
    const userKey = ed25519KeyPair();
    const server = new ssh2.Server({ hostKeys: [machineKey.private] }, (client) => {
      client.on('error', () => undefined);
      client.on('authentication', (context) => context.accept());
      client.on('session', (accept) => {
        const session = accept();
        session.on('auth-agent', (acceptAgent) => acceptAgent?.());
        session.on('exec', (acceptExec) => {
          const channel = acceptExec();
          openAgentChannel(client, (agent) => {
            agent.on('data', (answer: Buffer) => channel.write(answer));
            agent.on('close', () => {
              channel.exit(0);
              channel.end();
            });
            agent.end(bytes);
          });
        });
      });
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const target = {
      serverUuid: 'x',
      address: '127.0.0.1',
      locate: async () => ['127.0.0.1'],
      port: portOf(server),
      user: 'root',
      privateKey: new Secret(userKey.private),
      hostKey: blobOf(machineKey).toString('base64'),
      connectTimeoutSeconds: 10,
    };
    const client = await connect(target, agentOf());
    const heard: Buffer[] = [];
    const code = await new Promise<number>((resolve, reject) =>
      client.exec('git fetch', (error, channel) => {
        if (error) return reject(error);
        channel.on('data', (chunk: Buffer) => heard.push(chunk));
        channel.on('close', resolve);
      }),
    );
    client.end();
    expect(code).toBe(0);
    const answers = Buffer.concat(heard);
    expect([Buffer.alloc(0), sshString(Buffer.from([5]))]).toContainEqual(answers);
  });
});
