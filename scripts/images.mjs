// Images a machine needs when no image registry can be reached: pulled where possible, else packed from Debian.
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { cacheFolder } from './cache.mjs';
import { packImage } from './images/archive.mjs';
import { pullImage } from './images/pull.mjs';
import { recipes } from './images/recipes.mjs';
import { unpackDebian } from './images/unpack-debian.mjs';
import { run } from './run.mjs';

const sources = ['archive', 'recipes', 'root-files', 'nginx-configuration'].map(
  (name) => new URL(`images/${name}.mjs`, import.meta.url),
);

/** The engine's client: Debian's own where it is installed, because it speaks the engine's version. */
const dockerClient = () => (existsSync('/usr/bin/docker') ? '/usr/bin/docker' : 'docker');

/** Make an image present in the engine; return how: 'present', 'pulled' or 'packed'. */
export async function ensureImage(name) {
  const docker = dockerClient();
  if ((await run(docker, ['image', 'inspect', name], { check: false })).code === 0) return 'present';
  if (await pullImage(docker, name)) return 'pulled';
  await run(docker, ['load', '--input', await archiveOf(name)]);
  return 'packed';
}

/** The path of an archive for `docker load` with one of the images of recipes.mjs. */
export async function archiveOf(name) {
  return packed(name, await layersOf(name), recipes[name].config);
}

/** The layers of a recipe, to put more on top of them. */
export function layersOf(name) {
  return Promise.all(recipes[name].layers.map(withFiles));
}

/** Pack an image of any layers into the cache; return the archive's path. */
export function packed(name, layers, config) {
  const key = digestOf([JSON.stringify(config), ...layers.map((layer) => layer.key)]);
  const file = cacheFolder('images', `${name.replace(/[:/]/g, '-')}-${key}.tar`);
  return packImage({ name, layers, config, file });
}

/** A short name for the content of some texts. */
export function digestOf(texts) {
  return createHash('sha256').update(texts.join('\0')).digest('hex').slice(0, 16);
}

async function withFiles({ packages, lay }) {
  const unpacked = await Promise.all(packages.map(unpackDebian));
  const texts = await Promise.all(sources.map((source) => readFile(source, 'utf8')));
  const folders = unpacked.map(({ root }) => root);
  return {
    key: digestOf([...texts, JSON.stringify(packages), ...unpacked.map(({ version }) => version)]),
    lay: (root) => lay(root, folders),
  };
}
