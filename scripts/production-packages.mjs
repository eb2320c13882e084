// Removes from a copy of this folder the npm packages that only development needs. `npm prune` would ask the registry
// about optional packages of other systems that the lock file does not name, and installing a built folder needs no
// network. Usage: node scripts/production-packages.mjs FOLDER
import { existsSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { inProject } from './project.mjs';
import { main } from './steps.mjs';

await main(async () => {
  const [folder] = process.argv.slice(2);
  if (folder === undefined) throw new Error('Usage: node scripts/production-packages.mjs FOLDER');
  const { packages } = JSON.parse(await readFile(inProject('package-lock.json'), 'utf8'));
  for (const [path, { dev }] of Object.entries(packages))
    if (dev === true) await rm(join(folder, path), { recursive: true, force: true });
  // npm's record of what is installed, which is no longer true.
  await rm(join(folder, 'node_modules', '.package-lock.json'), { force: true });
  await removeDanglingLinks(join(folder, 'node_modules', '.bin'));
});

/** Remove the links to programs of packages that are gone. */
async function removeDanglingLinks(programs) {
  for (const name of existsSync(programs) ? await readdir(programs) : [])
    if (!existsSync(join(programs, name))) await rm(join(programs, name));
}
