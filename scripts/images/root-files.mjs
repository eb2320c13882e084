// Puts a file tree for an image together from unpacked Debian packages.
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { outputOf } from '../run.mjs';

/** Copy a file of an unpacked package to the same place in the image. */
export const copyFile = (source, root, path) =>
  cp(join(source, path), join(root, path), { dereference: true });

/**
 * Copy a program with every shared library it loads.
 * @param packages folders of unpacked packages to take libraries from; the others are this machine's
 */
export async function copyProgram(source, root, path, packages = []) {
  await copyFile(source, root, path);
  const folders = packages.flatMap((folder) => libraryFolders.map((each) => join(folder, each)));
  const env = folders.length > 0 ? { ...process.env, LD_LIBRARY_PATH: folders.join(':') } : process.env;
  // ldd fails on a static program: it loads none.
  const listing = await outputOf('ldd', [join(source, path)], { check: false, env });
  const missing = listing.match(/^\s*(\S+) => not found/m);
  if (missing) throw new Error(`${path} needs the library ${missing[1]}, which this machine does not have`);
  const libraries = [...listing.matchAll(/(?:=> |^\s*)(\/\S+) \(0x/gm)].map((match) => match[1]);
  for (const library of new Set(libraries)) {
    const folder = packages.find((each) => library.startsWith(`${each}/`)) ?? '/';
    await copyFile(folder, root, relative(folder, library));
  }
}

/** Where Debian's packages keep libraries. */
const architecture = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch];
const libraryFolders = [`usr/lib/${architecture}`, `lib/${architecture}`];

/** A static busybox with a link for each of its applets, and the folders and accounts every image has. */
export async function layBusybox(source, root) {
  const busybox = '/bin/busybox';
  await copyFile(source, root, busybox);
  const applets = (await outputOf(join(source, busybox), ['--list-full'])).split('\n');
  for (const link of applets.map((applet) => join('/', applet)).filter((path) => path !== busybox)) {
    await mkdir(dirname(join(root, link)), { recursive: true });
    await symlink(busybox, join(root, link));
  }
  const accounts = [
    'root:x:0:0:root:/root:/bin/sh',
    'nginx:x:101:101:nginx:/nonexistent:/bin/false',
    'nobody:x:65534:65534:nobody:/home:/bin/false',
  ];
  await layFolders(root, ['tmp', 'root', 'etc', 'var', 'run', 'home', 'dev', 'proc', 'sys']);
  await layTexts(root, {
    'etc/passwd': `${accounts.join('\n')}\n`,
    'etc/group': 'root:x:0:\nnginx:x:101:\nnogroup:x:65534:\n',
    'etc/nsswitch.conf': 'hosts: files dns\n',
  });
}

export async function layFolders(root, folders) {
  for (const folder of folders) await mkdir(join(root, folder), { recursive: true });
}

/** Write texts at paths relative to `root`; a name ending in `+x` becomes executable. */
export async function layTexts(root, texts) {
  for (const [name, text] of Object.entries(texts)) {
    const executable = name.endsWith('+x');
    const path = join(root, executable ? name.slice(0, -2) : name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text, { mode: executable ? 0o755 : 0o644 });
  }
}
