// `npm run pack:client`: the file that would be published, gantry-VERSION.tgz, built when its sources changed.
// Usage: node scripts/pack-client.mjs [FOLDER]
import { resolve } from 'node:path';
import { clientBuild, ensureBuilt } from './build.mjs';
import { inProject } from './project.mjs';
import { outputOf } from './run.mjs';
import { main } from './steps.mjs';

await main(async () => {
  const folder = resolve(process.argv[2] ?? '.');
  await ensureBuilt(clientBuild);
  const options = { cwd: inProject('dist-client') };
  const packed = await outputOf('npm', ['pack', '--silent', '--pack-destination', folder], options);
  process.stdout.write(`${resolve(folder, packed)}\n`);
});
