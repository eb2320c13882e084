// `npm run -s gantry -- …`: the operator's command line. Says nothing of its own, because its output is read by programs.
import { spawnSync } from 'node:child_process';
import { builds, ensureBuilt } from './build.mjs';
import { ensureNpm } from './packages.mjs';
import { projectFolder } from './project.mjs';

await ensureNpm();
for (const build of builds.filter(({ name }) => name !== 'console')) await ensureBuilt(build);
const { status, error } = spawnSync(process.execPath, ['dist/cli.js', ...process.argv.slice(2)], {
  cwd: projectFolder,
  stdio: 'inherit',
});
if (error) throw error;
process.exitCode = status ?? 1;
