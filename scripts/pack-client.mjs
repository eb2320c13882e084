// `npm run pack:client`: the file that would be published, gantry-VERSION.tgz, built when its sources changed.
// Usage: node scripts/pack-client.mjs [FOLDER]
import { resolve } from 'node:path';
import { clientBuild, ensureBuilt } from './build.mjs';
import { inProject } from './project.mjs';
import { run } from './run.mjs';
import { main } from './steps.mjs';

await main(async () => {
  const folder = resolve(process.argv[2] ?? '.');
  await ensureBuilt(clientBuild);
  const packed = await run('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: inProject('dist-client'),
  });
  process.stdout.write(`${resolve(folder, String(packed).trim())}\n`);
});
