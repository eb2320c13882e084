import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { serveGit } from '../git-http.mjs';
import { freePort } from '../ports.mjs';
import { run } from '../run.mjs';
import { demoFolder, readSetting, writeSetting } from './settings.mjs';

const example = fileURLToPath(new URL('example', import.meta.url));
const root = join(demoFolder, 'git');
const author = ['-c', 'user.name=Gantry', '-c', 'user.email=demo@example.com', '-c', 'core.bare=false'];

/** Put the example's files into a bare repository and serve it on loopback. */
export async function serveExample() {
  const repository = join(root, 'hello.git');
  const git = (args, options) =>
    run('git', [...author, `--git-dir=${repository}`, `--work-tree=${example}`, ...args], options);
  if (!existsSync(repository))
    await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository]);
  await writeFile(join(repository, 'git-daemon-export-ok'), '');
  await git(['add', '--all', '.'], { cwd: example });
  const unchanged =
    (await git(['rev-parse', '-q', '--verify', 'HEAD'], { check: false })).code === 0 &&
    (await git(['diff', '--cached', '--quiet'], { check: false })).code === 0;
  if (!unchanged) await git(['commit', '--quiet', '--message', 'Say hello']);
  const port = await freePort((await readSetting('git-port.json')) ?? 9418);
  await writeSetting('git-port.json', port);
  const server = await serveGit(root, '127.0.0.1', port);
  return {
    url: `http://127.0.0.1:${port}/hello.git`,
    stop() {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}
