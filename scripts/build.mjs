// Builds what is stale: the Prisma client, the server bundle and the console. `npm run build` runs it by itself.
import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { contentHash } from './content-hash.mjs';
import { inProject, projectFolder } from './project.mjs';
import { run } from './run.mjs';
import { main, numberedSteps } from './steps.mjs';

const settings = ['package.json', 'package-lock.json', 'tsconfig.json'];

/** In the order they depend on each other. */
export const builds = [
  {
    title: 'Generate the database client',
    name: 'database-client',
    inputs: ['prisma', 'prisma.config.ts', ...settings],
    output: 'src/db/generated',
    argv: ['npm', 'run', '--silent', 'generate'],
  },
  {
    title: 'Bundle the server',
    name: 'server',
    inputs: ['src', 'scripts/build-server.mjs', 'scripts/bundle.mjs', ...settings],
    output: 'dist/main.js',
    argv: ['npm', 'run', '--silent', 'build:server'],
  },
  {
    title: 'Build the console',
    name: 'console',
    inputs: [
      'src/app',
      'src/ui',
      'src/domain',
      'public',
      'next.config.ts',
      'postcss.config.mjs',
      ...settings,
    ],
    output: '.next/BUILD_ID',
    argv: ['npm', 'run', '--silent', 'build:pages'],
  },
];

/** What is published: not needed to run Gantry, so no part of a build. */
export const clientBuild = {
  title: 'Build the client package',
  name: 'client',
  inputs: ['src', 'scripts/client', 'scripts/build-client.mjs', ...settings],
  output: 'dist-client/package.json',
  argv: ['npm', 'run', '--silent', 'build:client'],
};

/** Run one build unless its inputs are those of the last one; return what it did. */
export async function ensureBuilt({ name, inputs, output, argv }) {
  const stamp = inProject('.cache', 'builds', name);
  const hash = await contentHash(inputs);
  if (existsSync(inProject(output)) && existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash) {
    return 'up to date';
  }
  await rm(stamp, { force: true });
  const [command, ...args] = argv;
  const env = { ...process.env, NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' };
  await run(command, args, { cwd: projectFolder, env });
  await mkdir(dirname(stamp), { recursive: true });
  await writeFile(stamp, hash);
  return 'built';
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await main(async () => {
    const step = numberedSteps(builds.length);
    for (const build of builds) await step(build.title, () => ensureBuilt(build));
  });
}
