// `npm start`: installs what is missing, builds what is stale and runs Gantry, which says where it listens.
import { builds, ensureBuilt } from './build.mjs';
import { ensureNpm } from './packages.mjs';
import { runServer } from './server-process.mjs';
import { main, numberedSteps } from './steps.mjs';

await main(async () => {
  const step = numberedSteps(1 + builds.length);
  await step('Install npm packages', ensureNpm);
  for (const build of builds) await step(build.title, () => ensureBuilt(build));
  process.exitCode = await runServer();
});
