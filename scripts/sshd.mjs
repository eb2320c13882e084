// An SSH server of our own on loopback, beside any that the machine has: its own port, host key and client key.

import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createConnection } from 'node:net';
import { join } from 'node:path';
import { daemon } from './daemon.mjs';
import { findProgram } from './debian.mjs';
import { freePort } from './ports.mjs';
import { run } from './run.mjs';

/** Start it with the files in `folder`. Keys and port stay the same from run to run, because clients pin them. */
export async function ensureSshd(folder) {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const hostKey = await ensureKey(join(folder, 'host_key'), 'gantry-demo-host');
  const clientKey = await ensureKey(join(folder, 'client_key'), 'gantry-demo');
  const known = await readFile(join(folder, 'port'), 'utf8').catch(() => '');
  const running = sshdOn(Number(known), folder, hostKey);
  const port = (await running.isRunning()) ? Number(known) : await freePort(Number(known) || 2222);
  await writeFile(join(folder, 'port'), `${port}`);
  // Root's sshd gives up its privileges into this folder; the system's own service would have made it.
  if (process.getuid() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const sshd = sshdOn(port, folder, hostKey);
  const note = await sshd.start();
  return { port, privateKey: await readFile(clientKey, 'utf8'), note, stop: sshd.stop };
}

function sshdOn(port, folder, hostKey) {
  const settings = {
    ListenAddress: '127.0.0.1',
    Port: port,
    HostKey: hostKey,
    AuthorizedKeysFile: join(folder, 'client_key.pub'),
    PidFile: 'none',
    StrictModes: 'no',
    UsePAM: 'no',
    UseDNS: 'no',
    PermitRootLogin: 'prohibit-password',
    PasswordAuthentication: 'no',
    KbdInteractiveAuthentication: 'no',
    AllowAgentForwarding: 'yes',
    AllowStreamLocalForwarding: 'yes',
    Subsystem: 'sftp internal-sftp',
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${value}`]);
  const argv = [findProgram('sshd'), '-D', '-e', '-f', '/dev/null', ...options];
  return daemon({ name: 'sshd', folder, argv, isReady: () => accepts(port) });
}

async function ensureKey(file, comment) {
  if (!existsSync(file))
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file]);
  return file;
}

function accepts(port) {
  return new Promise((resolve) => {
    const socket = createConnection({ host: '127.0.0.1', port });
    socket.on('connect', () => socket.end(() => resolve(true)));
    socket.on('error', () => resolve(false));
  });
}
