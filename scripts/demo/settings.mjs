// What the demo keeps from run to run, in the folder `demo` of the data directory.
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { dataFolder } from '../project.mjs';

export const demoFolder = join(dataFolder(), 'demo');

/** The owner's sign-in: made once, readable by this user only. */
export function ensureOwner() {
  const password = () => randomBytes(15).toString('base64url');
  return ensureFile('owner.json', () => ({ email: 'owner@example.com', password: password() }));
}

export async function readSetting(name) {
  const text = await readFile(join(demoFolder, name), 'utf8').catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  return text === undefined ? undefined : JSON.parse(text);
}

export async function writeSetting(name, value) {
  await mkdir(demoFolder, { recursive: true });
  await writeFile(join(demoFolder, name), JSON.stringify(value), { mode: 0o600 });
}

async function ensureFile(name, make) {
  const known = await readSetting(name);
  if (known !== undefined) return known;
  const made = make();
  await writeSetting(name, made);
  return made;
}
