import { readFile, rm } from 'node:fs/promises';
import { endInside, startInside } from './daemon';
import { isThere, rootOf, writeInside } from './machine';
import { type ProcessId, until } from './process';
import { fingerprintOf, makeKeyPair } from './ssh-key';

const hostKey = '/etc/ssh/lab_host_key';
export const authorizedKeys = '/etc/ssh/lab_authorized_keys';

export interface SshdSettings {
  port: number;
  permitRootLogin: 'no' | 'prohibit-password';
}

/** Write what sshd needs on a machine: its settings, a host key and the keys that may log in. */
export async function layOutSshd(
  init: ProcessId,
  settings: SshdSettings,
  publicKeys: string[],
): Promise<void> {
  const lines = [
    `Port ${settings.port}`,
    'AddressFamily inet',
    `HostKey ${hostKey}`,
    `AuthorizedKeysFile ${authorizedKeys}`,
    `PermitRootLogin ${settings.permitRootLogin}`,
    'PasswordAuthentication no',
    'KbdInteractiveAuthentication no',
    'StrictModes no',
    'UsePAM no',
    'UseDNS no',
    'AllowAgentForwarding yes',
    'AllowStreamLocalForwarding yes',
    'MaxStartups 100',
    'PidFile /run/sshd.pid',
    'Subsystem sftp internal-sftp',
  ];
  await writeInside(init, '/etc/ssh/sshd_config', `${lines.join('\n')}\n`);
  await writeInside(init, authorizedKeys, publicKeys.map((key) => `${key}\n`).join(''));
  await newHostKey(init);
}

export async function newHostKey(init: ProcessId): Promise<void> {
  const { privatePem, publicKey } = await makeKeyPair('host');
  await writeInside(init, hostKey, privatePem, 0o600);
  await writeInside(init, `${hostKey}.pub`, `${publicKey}\n`);
}

export async function hostKeyFingerprint(init: ProcessId): Promise<string> {
  return fingerprintOf((await readFile(rootOf(init, `${hostKey}.pub`), 'utf8')).trim());
}

export async function startSshd(init: ProcessId, folder: string): Promise<void> {
  await rm(rootOf(init, '/run/sshd.pid'), { force: true });
  await startInside(init, folder, 'sshd', ['/usr/sbin/sshd', '-D', '-e']);
  // The pid file is written when the port is open.
  await until(`sshd listens (${folder}/sshd.log)`, () => isThere(rootOf(init, '/run/sshd.pid')));
}

/** End sshd and every connection, but not the programs that were started over them. */
export const stopSshd = (folder: string) => endInside(folder, 'sshd');
