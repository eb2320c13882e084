// Which packages of shared libraries a program of another Debian package needs.
import { updatePackageLists } from '../debian.mjs';
import { outputOf } from '../run.mjs';

/** This machine's own are taken: its loader, which lists what a program loads, goes with them alone. */
const ownLibraries = /^(libc6|libgcc-s1|libstdc\+\+6)$/;
/** Loaded by plug-ins that the images leave out. */
const unused = /perl|^libllvm|^libz3|^libpam|^libsem|^libsepol/;

/** The packages of libraries below some packages, as Debian would install them on an empty machine. */
export async function librariesOf(names) {
  const simulated = () =>
    outputOf('apt-get', [
      ...['-o', 'Dir::State::status=/dev/null', '-o', 'APT::Install-Recommends=false'],
      ...['--simulate', '--quiet', 'install', ...names],
    ]);
  const listing = await simulated().catch(async () => {
    await updatePackageLists();
    return simulated();
  });
  return [...listing.matchAll(/^Inst (\S+)/gm)]
    .map((match) => match[1])
    .filter((name) => name.startsWith('lib') && !ownLibraries.test(name) && !unused.test(name));
}
