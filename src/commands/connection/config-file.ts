import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Terminal } from '../terminal';

/** One sign-in: a token belongs to one organization of one Gantry. */
export interface SignIn {
  url: string;
  organization: string;
  token: string;
}

type Env = Terminal['process']['env'];

/** Get the path of the stored sign-ins, in the system's folder for settings. */
export function configPath(env: Env): string {
  const base =
    env.XDG_CONFIG_HOME ||
    (process.platform === 'win32' && env.APPDATA) ||
    join(env.HOME || homedir(), '.config');
  return join(base, 'gantry', 'sign-ins.json');
}

/** List the sign-ins, the current one first. */
export async function readSignIns(env: Env): Promise<SignIn[]> {
  const path = configPath(env);
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    throw error;
  }
  const stored: unknown = JSON.parse(text);
  if (!Array.isArray(stored) || !stored.every(isSignIn))
    throw new Error(`${path} is damaged. Remove it and sign in again.`);
  return stored;
}

/** Store the sign-ins, readable only by this user. */
export async function writeSignIns(env: Env, signIns: readonly SignIn[]): Promise<void> {
  const path = configPath(env);
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, `${JSON.stringify(signIns, null, 2)}\n`, { mode: 0o600 });
  await chmod(path, 0o600); // an existing file keeps its mode
}

function isSignIn(value: unknown): value is SignIn {
  return (
    typeof value === 'object' &&
    value !== null &&
    ['url', 'organization', 'token'].every((name) => typeof Reflect.get(value, name) === 'string')
  );
}
