// Programs from Debian packages: installs what is missing where it may, and says what to do where it may not.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CommandFailed, run } from './run.mjs';

const installing = ['install', '--yes', '--no-install-recommends', '--no-remove', '--quiet'];

/**
 * Make sure that programs are there, given as `{ program: package }`: a Docker from elsewhere is kept.
 * Return what it did.
 */
export async function ensurePrograms(programs) {
  const missing = Object.entries(programs).filter(([program]) => !findProgram(program));
  if (missing.length === 0) return 'already there';
  const packages = missing.map(([, name]) => name);
  if (!mayInstall()) throw new Error(adviceFor(packages));
  try {
    await apt([...installing, ...packages]);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    await updatePackageLists();
    await apt([...installing, ...packages]);
  }
  return `installed ${packages.join(', ')}`;
}

/** A machine that never did this, or long ago, finds no packages. */
export async function updatePackageLists() {
  if (mayInstall()) await apt(['update', '--quiet']);
}

/** The path of a program, also of one that only root usually calls. */
export function findProgram(program) {
  const folders = [...(process.env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin', '/sbin'];
  return folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
}

const mayInstall = () => process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');

function adviceFor(packages) {
  const list = packages.join(' ');
  return existsSync('/usr/bin/apt-get')
    ? `These packages are missing: ${list}\nInstall them with: sudo apt-get update && sudo apt-get install ${list}`
    : `These programs are missing (named as Debian's packages): ${list}\nInstall them with this system's package manager.`;
}

const apt = (args) => run('apt-get', args, { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } });
