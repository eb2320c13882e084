import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { outputOf, run } from '../../scripts/run.mjs';
import type { KeyPair } from './types';

export async function makeKeyPair(comment: string): Promise<KeyPair> {
  const folder = await mkdtemp(join(tmpdir(), 'gantry-key-'));
  try {
    const file = join(folder, 'key');
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', comment, '-f', file]);
    return {
      privatePem: await readFile(file, 'utf8'),
      publicKey: (await readFile(`${file}.pub`, 'utf8')).trim(),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** `SHA256:…` of a public key. */
export async function fingerprintOf(publicKey: string): Promise<string> {
  const line = await outputOf('ssh-keygen', ['-l', '-f', '-'], { input: `${publicKey}\n` });
  return line.split(' ')[1] ?? '';
}
