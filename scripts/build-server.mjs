// Bundles the server and the command line: dist/main.js and dist/cli.js, ready for plain `node`. Packages stay in
// node_modules (native parts, wasm and Next's own build depend on their places); the generated Prisma client is ours
// and goes in. Usage: node scripts/build-server.mjs
import { cpSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
// Built beside the old one and then put in its place, so that a build that fails leaves what was there.
const fresh = `${root}dist.${process.pid}`;

try {
  await build({
    absWorkingDir: root,
    entryPoints: { main: 'src/main.ts', cli: 'src/cli.ts' },
    outdir: fresh,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
  // Templates are data: services/catalogues/built-in.ts reads them beside the server.
  cpSync(`${root}src/catalogue`, `${fresh}/catalogue`, { recursive: true });
  rmSync(`${root}dist`, { recursive: true, force: true });
  renameSync(fresh, `${root}dist`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}
