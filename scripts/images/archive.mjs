// Writes an image archive that `docker load` takes, without a Docker engine: equal files give an equal image id.
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { run } from '../run.mjs';

const architectures = { x64: 'amd64', arm64: 'arm64' };
const reproducible = [
  '--sort=name',
  '--mtime=@0',
  '--owner=0',
  '--group=0',
  '--numeric-owner',
  '--format=gnu',
];

/**
 * Pack the archive `file` once: a file that is there already is taken as it is.
 * A layer is `{ key, lay(root) }`: `lay` fills a folder, and `key` changes when the result would.
 */
export async function packImage({ name, layers, config, file }) {
  if (await exists(file)) return file;
  const work = await workFolderBeside(file);
  try {
    const tars = [];
    for (const layer of layers) tars.push(await layerTar(layer, dirname(file)));
    const digests = await Promise.all(tars.map(sha256Of));
    const settings = JSON.stringify({
      architecture: architectures[process.arch],
      os: 'linux',
      created: '1970-01-01T00:00:00Z',
      config,
      rootfs: { type: 'layers', diff_ids: digests.map((digest) => `sha256:${digest}`) },
    });
    const id = createHash('sha256').update(settings).digest('hex');
    const content = join(work, 'content');
    await mkdir(content);
    await writeFile(join(content, `${id}.json`), settings);
    for (const [index, tar] of tars.entries()) await symlink(tar, join(content, `${digests[index]}.tar`));
    const manifest = [
      { Config: `${id}.json`, RepoTags: [name], Layers: digests.map((digest) => `${digest}.tar`) },
    ];
    await writeFile(join(content, 'manifest.json'), JSON.stringify(manifest));
    await packFolder(content, join(work, 'image.tar'), '--dereference');
    await rename(join(work, 'image.tar'), file);
    return file;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function layerTar({ key, lay }, folder) {
  const file = join(folder, `layer-${key}.tar`);
  if (await exists(file)) return file;
  const work = await workFolderBeside(file);
  try {
    const root = join(work, 'root');
    await mkdir(root);
    await lay(root);
    await packFolder(root, join(work, 'layer.tar'));
    await rename(join(work, 'layer.tar'), file);
    return file;
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

const packFolder = (folder, file, ...options) =>
  run('tar', [...reproducible, ...options, '-C', folder, '-cf', file, '.']);

async function workFolderBeside(file) {
  await mkdir(dirname(file), { recursive: true });
  return mkdtemp(join(dirname(file), '.work-'));
}

async function sha256Of(file) {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk);
  return hash.digest('hex');
}

function exists(file) {
  return stat(file).then(
    () => true,
    (error) => {
      if (error.code === 'ENOENT') return false;
      throw error;
    },
  );
}
