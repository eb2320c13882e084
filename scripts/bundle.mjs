import { build } from 'esbuild';
import { projectFolder } from './project.mjs';

/**
 * Bundle programs into a folder, ready for plain `node` beside `node_modules`. Packages stay there (native parts, wasm and
 * Next's own build depend on their places); the generated Prisma client is ours and goes in.
 */
export async function bundle(entryPoints, outdir) {
  await build({
    absWorkingDir: projectFolder,
    entryPoints,
    outdir,
    bundle: true,
    splitting: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: true,
    logLevel: 'warning',
  });
}
