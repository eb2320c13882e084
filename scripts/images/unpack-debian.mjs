// Programs of Debian packages without installing them: an installed one would start services and displace others.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache.mjs';
import { updatePackageLists } from '../debian.mjs';
import { CommandFailed, run } from '../run.mjs';
import { downloadOf } from './debian-suite.mjs';

/**
 * The folder with a package's files, and which version they are. Downloaded once.
 * @param wanted its name, or `{ name, suite }` for that of another suite of Debian where it can be had
 */
export async function unpackDebian(wanted) {
  const { name, suite } = typeof wanted === 'string' ? { name: wanted } : wanted;
  const folder = cacheFolder('debian', suite ? `${name}@${suite}` : name);
  if (!existsSync(folder)) await download({ name, suite }, folder);
  return { root: join(folder, 'root'), version: await readFile(join(folder, 'version'), 'utf8') };
}

async function download(wanted, folder) {
  const parent = cacheFolder('debian');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, '.work-'));
  try {
    if (!(wanted.suite && (await fromSuite(wanted, work)))) await fromMachine(wanted.name, work);
    const archive = (await readdir(work)).find((file) => file.endsWith('.deb'));
    await run('dpkg-deb', ['--extract', join(work, archive), join(work, 'root')]);
    await writeFile(join(work, 'version'), archive);
    // Somebody else may have been faster; then theirs is as good.
    await rename(work, folder).catch((error) => {
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
    });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function fromMachine(name, work) {
  const fetch = () => run('apt-get', ['download', '--quiet', name], { cwd: work });
  await fetch().catch(async () => {
    await updatePackageLists();
    await fetch();
  });
}

/** False where the suite cannot be had: its older namesake does, too. */
async function fromSuite(wanted, work) {
  try {
    return await downloadOf(wanted, work);
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    console.warn(
      `${wanted.name} of ${wanted.suite} cannot be had, so the machine's own is taken: ${error.message}`,
    );
    return false;
  }
}
