// Makes a folder ready to run without starting it: installs the locked packages and builds what is stale. The image and
// the installation script use it. Usage: node scripts/prepare.mjs
import { builds, ensureBuilt } from './build.mjs';
import { ensureNpm } from './packages.mjs';
import { main, numberedSteps } from './steps.mjs';

await main(async () => {
  const step = numberedSteps(1 + builds.length);
  await step('Install npm packages', ensureNpm);
  for (const build of builds) await step(build.title, () => ensureBuilt(build));
});
