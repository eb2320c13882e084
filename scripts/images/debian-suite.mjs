// Packages of another suite of Debian than the machine's own, without adding it to the machine's sources.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { outputOf, run } from '../run.mjs';

/** Download a package of a suite into a folder, checked by the machine's keys; false where it has no Debian source. */
export async function downloadOf({ name, suite }, folder) {
  const mirror = await debianMirror();
  if (!mirror) return false;
  const state = join(folder, 'apt');
  for (const each of ['lists/partial', 'cache/archives/partial'])
    await mkdir(join(state, each), { recursive: true });
  const sources = join(state, 'sources.list');
  await writeFile(sources, `deb ${mirror} ${suite} main\n`);
  const options = [
    ...['-o', `Dir::Etc::SourceList=${sources}`, '-o', 'Dir::Etc::SourceParts=/dev/null'],
    ...['-o', `Dir::State::Lists=${join(state, 'lists')}`, '-o', `Dir::Cache=${join(state, 'cache')}`],
    // The folder is this user's; apt's own user may not write there.
    ...['-o', 'APT::Sandbox::User=root', '--quiet'],
  ];
  await run('apt-get', [...options, 'update']);
  await run('apt-get', [...options, 'download', name], { cwd: folder });
  return true;
}

/** The mirror that this machine takes Debian's packages from. */
async function debianMirror() {
  const filters = ['Created-By: Packages', 'Origin: Debian', 'Label: Debian'];
  const targets = await outputOf('apt-get', ['indextargets', '--format', '$(REPO_URI)', ...filters], {
    check: false,
  });
  return targets.split('\n')[0]?.trim();
}
