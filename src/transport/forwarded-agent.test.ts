// The agent, asked by OpenSSH's own programs through a real socket.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import ssh2 from 'ssh2';
import sshpk from 'sshpk';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { sshString } from './agent-protocol';
import { OneKeyAgent } from './forwarded-agent';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'gantry-agent-'));
let server: Server | undefined;
afterEach(() => server?.close());
afterAll(() => rmSync(folder, { recursive: true }));

async function listen(agent: OneKeyAgent): Promise<string> {
  const path = join(folder, `agent-${Math.trunc(performance.now())}`);
  server = createServer((socket) => agent.getStream((_error, stream) => socket.pipe(stream).pipe(socket)));
  await new Promise<void>((resolve) => server?.listen(path, resolve));
  return path;
}

const keys = {
  ed25519: sshpk.generatePrivateKey('ed25519'),
  rsa: sshpk.parsePrivateKey(ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private),
  'nistp256 ecdsa': sshpk.generatePrivateKey('ecdsa', { curve: 'nistp256' }),
  'nistp521 ecdsa': sshpk.generatePrivateKey('ecdsa', { curve: 'nistp521' }),
  ecdsa: sshpk.generatePrivateKey('ecdsa', { curve: 'nistp384' }),
};

describe.each(Object.entries(keys))('with an %s key', (name, key) => {
  it('lists the key and signs with it', { timeout: 60_000 }, async () => {
    const agent = new OneKeyAgent(new Secret(key.toString('openssh')));
    const env = { ...process.env, SSH_AUTH_SOCK: await listen(agent) };
    const publicKey = key.toPublic().toString('ssh').split(' ').slice(0, 2).join(' ');
    const { stdout } = await run('ssh-add', ['-L'], { env });
    expect(stdout).toBe(`${publicKey} deploy key\n`);

    const keyFile = join(folder, `${name}.pub`);
    const signers = join(folder, `${name}.signers`);
    writeFileSync(keyFile, `${publicKey}\n`);
    writeFileSync(signers, `me ${publicKey}\n`);
    // Several, because now and then a number of an ECDSA signature is a byte shorter.
    for (let index = 0; index < 12; index++) {
      const dataFile = join(folder, `${name}-${index}`);
      writeFileSync(dataFile, `signed ${index}`);
      await run('ssh-keygen', ['-Y', 'sign', '-f', keyFile, '-n', 'test', dataFile], { env });
      const check = ['-Y', 'verify', '-f', signers, '-I', 'me', '-n', 'test', '-s', `${dataFile}.sig`];
      await run('sh', ['-c', 'ssh-keygen "$@" <"$0"', dataFile, ...check]);
    }
  });
});

it('answers a request that it does not know and goes on with the next', async () => {
  const agent = new OneKeyAgent(new Secret(keys.ed25519.toString('openssh')));
  const answers: Buffer[] = [];
  const sessionBind = sshString(
    Buffer.concat([Buffer.from([27]), sshString('session-bind@openssh.com'), sshString('x')]),
  );
  const identities = sshString(Buffer.from([11]));
  agent.getStream((_error, stream) => {
    stream.on('data', (chunk: Buffer) => answers.push(chunk));
    // In pieces, as a network may deliver them.
    for (const byte of Buffer.concat([sessionBind, identities])) stream.write(Buffer.from([byte]));
    stream.end();
  });
  await expect.poll(() => answers.length).toBe(2);
  expect(answers[0]).toEqual(sshString(Buffer.from([5])));
  expect(answers[1]?.[4]).toBe(12);
});

it('signs for no other key, and refuses what is not a key', async () => {
  const agent = new OneKeyAgent(new Secret(keys.ed25519.toString('openssh')));
  const other = keys.ecdsa.toPublic().toBuffer('rfc4253');
  const request = Buffer.concat([Buffer.from([13]), sshString(other), sshString('data'), Buffer.alloc(4)]);
  const answer = new Promise<Buffer>((resolve) =>
    agent.getStream((_error, stream) => {
      stream.on('data', resolve);
      stream.end(sshString(request));
    }),
  );
  expect(await answer).toEqual(sshString(Buffer.from([5])));
  expect(() => new OneKeyAgent(new Secret('no key'))).toThrow(/cannot be read/);
});
