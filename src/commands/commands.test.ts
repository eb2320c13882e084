import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usage } from '../cli/arguments';
import { operatorCommands } from '../cli/operator-commands';
import { GantryError } from '../client/error';
import { readSignIns, writeSignIns } from './connection/config-file';
import { pick } from './connection/find';
import { readProjectFile } from './connection/project-file';
import { commandPage } from './document';
import { describeFailure, exitCodeOf } from './exit-code';
import { readSettings } from './settings';
import { testTerminal } from './terminal.testing';
import { NotFound, WrongUse } from './wrong-use';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-commands-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (args: string[], env: Record<string, string> = {}) =>
  testTerminal({ folder, env: { XDG_CONFIG_HOME: folder, ...env } }).run(args);

it('is described in docs/cli.md', async () => {
  await expect(commandPage(operatorCommands, usage)).toMatchFileSnapshot('../../docs/cli.md');
});

describe('the program', () => {
  it('has one help for both halves', async () => {
    const { out, code } = await run(['--help']);
    expect(code).toBe(0);
    for (const word of ['apps', 'login', 'backup', 'doctor']) expect(out).toContain(word);
  });

  it('ends with 2 on what it does not know, and says what was meant', async () => {
    expect(await run(['apps', 'dploy'])).toMatchObject({ code: 2, err: expect.stringContaining('deploy') });
    expect(await run(['apps', 'deploy', '--bogus'])).toMatchObject({ code: 2 });
    expect(await run(['whoami'])).toMatchObject({ code: 2, err: expect.stringContaining('gantry login') });
  });

  it('ends with 5 when no Gantry answers', async () => {
    const env = { GANTRY_URL: 'http://127.0.0.1:1', GANTRY_TOKEN: 'x' };
    expect(await run(['projects', 'list'], env)).toMatchObject({ code: 5, out: '' });
  });

  it('proposes what can follow', async () => {
    const { out } = await run(['__complete', 'apps', 'env', 'di']);
    expect(out).toBe('diff\n');
  });
});

describe('a failure', () => {
  const failure = (code: GantryError['code'], fields: GantryError['fields'] = null) =>
    new GantryError('It failed.', { code, status: 400, requestId: 'r1', fields, body: null });

  it('has an exit code of its kind', () => {
    const codes = ['not_found', 'forbidden', 'unauthenticated', 'unavailable', 'conflict'] as const;
    expect(codes.map((code) => exitCodeOf(failure(code)))).toEqual([3, 4, 4, 5, 1]);
    expect(exitCodeOf(new Error('x'))).toBe(1);
  });

  it('says fields, what to do, and the request id', () => {
    expect(describeFailure(failure('validation_failed', { name: ['Is missing.'] }))).toBe(
      'It failed.\n  name: Is missing.\nRequest id: r1',
    );
    expect(describeFailure(failure('unauthenticated'))).toContain('gantry login');
  });
});

describe('sign-ins', () => {
  it('are readable to their user alone', async () => {
    const env = { XDG_CONFIG_HOME: join(folder, 'settings') };
    expect(await readSignIns(env)).toEqual([]);
    const signIn = { url: 'https://g.example.com', organization: 'Root', token: 't' };
    await writeSignIns(env, [signIn]);
    expect(await readSignIns(env)).toEqual([signIn]);
    const { mode } = await stat(join(folder, 'settings', 'gantry', 'sign-ins.json'));
    expect(mode & 0o777).toBe(0o600);
  });
});

describe('.gantry.toml', () => {
  it('is found upwards, and refused when it has what is not known', async () => {
    await writeFile(join(folder, '.gantry.toml'), 'project = "Shop"\napp = "web"\n');
    expect(await readProjectFile(folder)).toEqual({ project: 'Shop', app: 'web' });
    await writeFile(join(folder, '.gantry.toml'), 'token = "x"\n');
    await expect(readProjectFile(folder)).rejects.toThrow(WrongUse);
    await rm(join(folder, '.gantry.toml'));
  });
});

it('reads settings as JSON where they are', () => {
  expect(readSettings(['a=true', 'b=2', 'c=x y', 'd=["e"]', 'f={no'])).toEqual({
    a: true,
    b: 2,
    c: 'x y',
    d: ['e'],
    f: '{no',
  });
  expect(() => readSettings(['a'])).toThrow(WrongUse);
});

it('finds objects by id or by a name that only one has', () => {
  const web = (uuid: string, project_name: string) => ({ uuid, name: 'web', project_name });
  const all = [web('1', 'Shop'), web('2', 'Blog')];
  expect(pick('application', all, '2').uuid).toBe('2');
  expect(pick('application', all, 'web', { project: 'Shop' }).uuid).toBe('1');
  expect(() => pick('application', all, 'web')).toThrow(/is ambiguous/);
  expect(() => pick('application', all, 'api')).toThrow(NotFound);
});

it('imports in its routes nothing that a command does', async () => {
  const routes = ['account', 'apps', 'configuration', 'create', 'import', 'resources'].map((name) =>
    readFile(join(import.meta.dirname, 'routes', `${name}.ts`), 'utf8'),
  );
  for (const text of await Promise.all(routes))
    expect(text).not.toMatch(
      /^import (?!type).*'\.\.\/(apps|account|configuration|import|resources|connection|output)\//m,
    );
});
