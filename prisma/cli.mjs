#!/usr/bin/env node
// Runs the Prisma command line with the engine script beside this file, so that every machine behaves alike
// and no native engine is ever downloaded. Usage: node prisma/cli.mjs <prisma arguments>
import { spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const require = createRequire(import.meta.url);
const { status, error } = spawnSync(
  process.execPath,
  [join(dirname(require.resolve('prisma/package.json')), 'build', 'index.js'), ...process.argv.slice(2)],
  {
    cwd: dirname(here),
    stdio: 'inherit',
    env: {
      ...process.env,
      PRISMA_SCHEMA_ENGINE_BINARY: join(here, 'schema-engine.mjs'),
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  },
);
if (error) throw error;
process.exit(status ?? 1);
