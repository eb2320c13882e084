// Clients generated from Gantry's document, and from Coolify's, against a running Gantry (clients contract C1).
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseEngines } from '../../domain/database/engines';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';
import { classesProgram, databasesProgram, programSettings, typesProgram } from './programs.testing';

const run = promisify(execFile);
const modules = join(import.meta.dirname, '..', '..', '..', 'node_modules');

let test: DatabaseTest;
let folder: string;
let token: string;
let environment_uuid: string;
let working: Promise<void>;
const ended = new AbortController();

beforeAll(async () => {
  test = await startDatabaseTest();
  const { unscoped: db } = test.server.database;
  // Without a proxy nothing is drained. Containers with their own health check are healthy at once.
  await db.server.updateMany({ data: { proxyKind: 'none' } });
  environment_uuid = (await db.environment.findFirstOrThrow()).uuid;
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
  test.host.docker.addImage('nginx:latest');
  token = await test.server.key(['root']);
  working = keepWorking();
  folder = await mkdtemp(join(tmpdir(), 'gantry-generated-'));
  await mkdir(join(folder, 'node_modules'));
  for (const name of ['openapi-fetch', 'openapi-typescript-helpers', '@types'])
    await symlink(join(modules, name), join(folder, 'node_modules', name));
  await generate();
}, 300_000);

afterAll(async () => {
  ended.abort();
  await working;
  await test?.server.stop();
  await rm(folder, { recursive: true, force: true });
});

async function keepWorking(): Promise<void> {
  while (!ended.signal.aborted) {
    await test.work();
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Generate what the programs import, from the document that the server sends. */
async function generate(): Promise<void> {
  const document = await test.server.fetch('GET', '/api/v1/openapi.json', {});
  await writeFile(join(folder, 'openapi.json'), await document.text());
  const node = (...args: string[]) => run(process.execPath, args, { cwd: folder });
  const classes = join(modules, 'openapi-typescript-codegen', 'bin', 'index.js');
  const coolify = join(import.meta.dirname, 'coolify-databases.json');
  await node(join(modules, 'openapi-typescript', 'bin', 'cli.js'), 'openapi.json', '-o', 'schema.d.ts');
  await node(classes, '--input', 'openapi.json', '--output', 'gantry', '--name', 'Gantry');
  await node(classes, '--input', coolify, '--output', 'coolify', '--name', 'Coolify');
  const programs = { types: typesProgram, classes: classesProgram, databases: databasesProgram };
  for (const [name, source] of Object.entries(programs)) await writeFile(join(folder, `${name}.ts`), source);
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(programSettings));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
}

/** Run a program. @returns what it has read */
async function seenBy(name: string): Promise<unknown> {
  const program = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [join(folder, `${name}.ts`)],
    outfile: program,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  });
  const place = JSON.stringify({ ...test.place, environment_uuid });
  const { stdout } = await run(process.execPath, [program, test.server.url, token, place]);
  return JSON.parse(stdout);
}

describe('clients that were generated', () => {
  it('compile without an error, strictly', async () => {
    const compiler = join(modules, 'typescript', 'bin', 'tsc');
    await run(process.execPath, [compiler, '-p', folder]).catch(({ stdout }: { stdout: string }) =>
      expect(stdout).toBe(''),
    );
  }, 300_000);

  it.each(['types', 'classes'])(
    'by %s create an application, deploy and delete it',
    async (name) => {
      expect(await seenBy(name)).toEqual({
        status: 'finished',
        named: 'string',
        gone: 404,
        message: 'Application not found.',
      });
    },
    120_000,
  );

  it('from the document of Coolify create, read, change, start, stop and delete every kind of database', async () => {
    const whole = (engine: string) => [
      true,
      engine,
      `${engine} 2`,
      '1G',
      'running:healthy',
      'exited',
      'Database deletion request queued.',
      404,
    ];
    const expected = Object.fromEntries(
      Object.keys(databaseEngines).map((engine) => [engine, whole(engine)]),
    );
    expect(await seenBy('databases')).toEqual(expected);
  }, 300_000);
});
