import { open } from 'node:fs/promises';
import { archiveOf } from '../../scripts/images.mjs';
import { endInside, startInside } from './daemon';
import { runInside, writeInside } from './machine';
import { type ProcessId, until } from './process';
import { testImageArchives } from './test-images';

const stockImages = ['busybox:stable', 'caddy:2', 'nginx:alpine'];

/** Start the Docker engine of a machine and wait until it answers. */
export async function startDocker(init: ProcessId, folder: string, cgroup: string): Promise<void> {
  await startInside(init, folder, 'dockerd', [
    '/usr/sbin/dockerd',
    '--cgroup-parent',
    cgroup,
    '--log-level',
    'warn',
  ]);
  const version = ['docker', 'version', '--format', '{{.Server.Version}}'];
  await until(`dockerd answers (${folder}/dockerd.log)`, async () => {
    return (await runInside(init, version, { check: false })).code === 0;
  });
}

/** Kill the engine as a crash does: its containers go on running. */
export const stopDocker = (folder: string) => endInside(folder, 'dockerd');

/** @param registries those that speak plain HTTP */
export async function layOutDocker(init: ProcessId, registries: readonly string[]): Promise<void> {
  await writeInside(init, '/etc/docker/daemon.json', JSON.stringify({ 'insecure-registries': registries }));
}

/** Archives of the images every host has, so that no test depends on a pull. */
export async function hostImageArchives(): Promise<string[]> {
  return [...(await Promise.all(stockImages.map(archiveOf))), ...(await testImageArchives())];
}

export async function loadArchives(init: ProcessId, archives: readonly string[]): Promise<void> {
  for (const archive of archives) await loadArchive(init, archive);
}

/** Load an image that only some tests need; one that is there is left alone. */
export async function loadImage(
  init: ProcessId,
  name: string,
  archive: () => Promise<string>,
): Promise<void> {
  const known = await runInside(init, ['docker', 'image', 'inspect', name], { check: false });
  if (known.code !== 0) await loadArchive(init, await archive());
}

async function loadArchive(init: ProcessId, archive: string): Promise<void> {
  const file = await open(archive);
  try {
    await runInside(init, ['docker', 'load', '--quiet'], { stdio: [file.fd, 'pipe', 'pipe'] });
  } finally {
    await file.close();
  }
}

/** A small disk that Docker's and Gantry's folders share. */
export async function mountSmallDisk(init: ProcessId): Promise<void> {
  const script = [
    'mkdir -p /disk /var/lib/gantry',
    'mount -t tmpfs -o size=3g,mode=755 lab-disk /disk',
    'mkdir /disk/docker /disk/gantry',
    'mount --bind /disk/docker /var/lib/docker',
    'mount --bind /disk/gantry /var/lib/gantry',
  ];
  await runInside(init, ['sh', '-ec', script.join('\n')]);
}
