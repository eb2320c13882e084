// What Docker keeps of the images that every host has: laid out once on this machine and copied to each host, because
// loading their archives costs ten times as much.
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../scripts/cache.mjs';
import { digestOf } from '../../scripts/images.mjs';
import { run } from '../../scripts/run.mjs';
import { endInside } from './daemon';
import { hostImageArchives, loadArchives, startDocker } from './docker';
import { withLock } from './lock';
import { isThere } from './machine';
import type { ProcessId } from './process';

/** The folders of images and their layers; all else is a host's own (networks, containers, the engine's id). */
const parts = ['image', 'overlay2'];

/** Lay the images into the Docker folder of a host whose engine was never started. */
export async function layOutImages(init: ProcessId, folder: string, cgroup: string): Promise<void> {
  const archives = await hostImageArchives();
  const { stdout: version } = await run('/usr/sbin/dockerd', ['--version']);
  const store = cacheFolder('lab-docker', digestOf([version, ...archives]));
  const docker = join(folder, 'docker');
  const isLaidOut = await withLock('lab-docker', async () => {
    if (await isThere(store)) return false;
    await startDocker(init, folder, cgroup);
    await loadArchives(init, archives);
    await endInside(folder, 'dockerd', 'SIGTERM'); // killed, it would not have written all down
    await rm(`${store}.new`, { recursive: true, force: true });
    await copy(docker, `${store}.new`);
    await rename(`${store}.new`, store);
    return true;
  });
  if (!isLaidOut) await copy(store, docker);
}

/** By a program that keeps owners, devices and extended attributes, as layers need it. */
async function copy(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true });
  await run('cp', ['--archive', '--reflink=auto', ...parts.map((part) => join(from, part)), to]);
}
