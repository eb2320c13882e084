// Programs of Debian packages without installing them: an installed one would start services and displace others.
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../cache.mjs';
import { updatePackageLists } from '../debian.mjs';
import { run } from '../run.mjs';

/** The folder with a package's files, and which version they are. Downloaded once. */
export async function unpackDebian(name) {
  const folder = cacheFolder('debian', name);
  if (!existsSync(folder)) await download(name, folder);
  return { root: join(folder, 'root'), version: await readFile(join(folder, 'version'), 'utf8') };
}

async function download(name, folder) {
  const parent = cacheFolder('debian');
  await mkdir(parent, { recursive: true });
  const work = await mkdtemp(join(parent, '.work-'));
  try {
    const fetch = () => run('apt-get', ['download', '--quiet', name], { cwd: work });
    await fetch().catch(async () => {
      await updatePackageLists();
      await fetch();
    });
    const [archive] = await readdir(work);
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
