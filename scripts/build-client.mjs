// Builds what is published: dist-client/ with `gantry/client` and `gantry/rest` (ESM, CommonJS, one file of declarations
// each), the command line and a README. Nothing of the server is in it. Usage: node scripts/build-client.mjs
import { cpSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { clientDeclarations } from './client/client-declarations.mjs';
import { restDeclarations } from './client/rest-declarations.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
// Built beside the old one and then put in its place, so that a build that fails leaves what was there.
const fresh = `${root}dist-client.${process.pid}`;
const entries = { client: 'src/client/index.ts', rest: 'src/client/rest.ts' };
const shared = { absWorkingDir: root, bundle: true, target: 'es2022', logLevel: 'warning' };

try {
  mkdirSync(fresh);
  for (const [format, extension] of [
    ['esm', '.js'],
    ['cjs', '.cjs'],
  ])
    await build({
      ...shared,
      entryPoints: entries,
      outdir: fresh,
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: format === 'esm' ? ['import'] : ['require'],
      format,
      outExtension: { '.js': extension },
    });
  await build({
    ...shared,
    entryPoints: { cli: 'src/client-cli.ts' },
    outdir: fresh,
    splitting: true,
    chunkNames: 'cli/[name]-[hash]',
    platform: 'node',
    target: 'node20',
    format: 'esm',
  });
  const declarations = { client: clientDeclarations(root), rest: await restDeclarations(root) };
  for (const [name, text] of Object.entries(declarations)) {
    writeFileSync(`${fresh}/${name}.d.ts`, text);
    writeFileSync(`${fresh}/${name}.d.cts`, text);
  }
  writeFileSync(`${fresh}/package.json`, `${JSON.stringify(manifest(), null, 2)}\n`);
  cpSync(`${root}src/client/PACKAGE.md`, `${fresh}/README.md`);
  rmSync(`${root}dist-client`, { recursive: true, force: true });
  renameSync(fresh, `${root}dist-client`);
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

function manifest() {
  const { name, version, license, description, engines } = JSON.parse(
    readFileSync(`${root}package.json`, 'utf8'),
  );
  const entry = (of) => ({
    import: { types: `./${of}.d.ts`, default: `./${of}.js` },
    require: { types: `./${of}.d.cts`, default: `./${of}.cjs` },
  });
  return {
    name,
    version,
    license,
    description,
    type: 'module',
    engines,
    bin: { gantry: './cli.js' },
    sideEffects: ['./cli.js', './cli/*'],
    exports: { './client': entry('client'), './rest': entry('rest'), './package.json': './package.json' },
  };
}
