import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { projectFolder } from './project.mjs';

/** A hash over the names and contents of files, and of all files in folders; what is not there counts too. */
export async function contentHash(paths) {
  const hash = createHash('sha256');
  for (const path of paths) {
    for (const file of await filesIn(join(projectFolder, path))) {
      hash.update(`${relative(projectFolder, file)}\0`).update(await readFile(file));
    }
    hash.update(`${path}\0`);
  }
  return hash.digest('hex');
}

async function filesIn(path) {
  const kind = await stat(path).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    return undefined;
  });
  if (!kind) return [];
  if (!kind.isDirectory()) return [path];
  const files = [];
  for (const name of (await readdir(path)).sort()) {
    if (name.includes('.test.')) continue;
    files.push(...(await filesIn(join(path, name))));
  }
  return files;
}
