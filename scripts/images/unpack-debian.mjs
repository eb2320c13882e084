// Programs of Debian packages without installing them: an installed one would start services and displace others.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
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

/** The same for many packages of this machine's suite, downloaded at once: apt reads its lists once. */
export async function unpackAllDebian(names) {
  const missing = names.filter((name) => !existsSync(cacheFolder('debian', name)));
  if (missing.length > 0) {
    await inWorkFolder(async (work) => {
      await fromMachine(missing, work);
      for (const archive of await readdir(work)) {
        // An archive is called NAME_VERSION_ARCHITECTURE.deb.
        const name = missing.find((each) => archive.startsWith(`${each}_`));
        if (name)
          await keep(join(work, archive), join(work, `unpacked-${name}`), cacheFolder('debian', name));
      }
    });
  }
  return Promise.all(names.map(unpackDebian));
}

async function download(wanted, folder) {
  await inWorkFolder(async (work) => {
    if (!(wanted.suite && (await fromSuite(wanted, work)))) await fromMachine([wanted.name], work);
    const archive = (await readdir(work)).find((file) => file.endsWith('.deb'));
    await keep(join(work, archive), join(work, 'unpacked'), folder);
  });
}

async function inWorkFolder(act) {
  const parent = cacheFolder('debian');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, '.work-'));
  try {
    await act(work);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

/** Unpack an archive and move the result to its place whole. */
async function keep(archive, unpacked, folder) {
  await mkdir(unpacked);
  await run('dpkg-deb', ['--extract', archive, join(unpacked, 'root')]);
  await writeFile(join(unpacked, 'version'), basename(archive));
  // Another process may have been faster; then its result is as good.
  await rename(unpacked, folder).catch((error) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
}

async function fromMachine(names, work) {
  const fetch = () => run('apt-get', ['download', '--quiet', ...names], { cwd: work });
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
