// Bundles the server and the command line: dist/main.js and dist/cli.js. Usage: node scripts/build-server.mjs
import { cpSync, renameSync, rmSync } from 'node:fs';
import { bundle } from './bundle.mjs';
import { inProject } from './project.mjs';

// Built beside the old one and then put in its place, so that a build that fails leaves what was there.
const fresh = inProject(`dist.${process.pid}`);

try {
  await bundle({ main: 'src/main.ts', cli: 'src/cli.ts' }, fresh);
  // Templates are data: services/catalogues/built-in.ts reads them beside the server.
  cpSync(inProject('src', 'catalogue'), `${fresh}/catalogue`, { recursive: true });
  rmSync(inProject('dist'), { recursive: true, force: true });
  renameSync(fresh, inProject('dist'));
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
