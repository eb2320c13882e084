import { createHash } from 'node:crypto';
import { readFile, realpath, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { copyProgram, layFolders } from '../../scripts/images/root-files.mjs';
import { layersOf, packed } from '../../scripts/images.mjs';
import { proxyImages } from '../../src/domain/proxy';

const place = '/usr/local/bin/traefik';

/**
 * The archive of an image with a Traefik of this machine, under the name that the product uses by default.
 * @param file the program
 */
export async function traefikArchive(file: string): Promise<string> {
  const program = await realpath(file);
  const digest = createHash('sha256')
    .update(await readFile(program))
    .digest('hex');
  const layer = {
    key: `traefik-${digest.slice(0, 16)}`,
    async lay(root: string) {
      await copyProgram('/', root, program);
      if (program === place) return;
      await layFolders(root, ['usr/local/bin']);
      await symlink(program, join(root, place));
    },
  };
  return packed(proxyImages.traefik, [...(await layersOf('busybox:stable')), layer], {
    Env: ['PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
    Entrypoint: ['traefik'],
    ExposedPorts: { '80/tcp': {}, '443/tcp': {}, '443/udp': {} },
  });
}
