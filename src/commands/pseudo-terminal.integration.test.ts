// What the command line does in a terminal and not in a pipe: the program as it is built, in the pseudo-terminal of
// `script` (util-linux), against a running Gantry whose server is a double.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DockerApi } from '../transport/docker/api';
import { CommandsTest } from './commands.testing';
import { Program } from './program.testing';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const ENTER = '\r';
/** Begins what colours and styles text; moves of the cursor end otherwise. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: that is what it begins with
const style = /\u001b\[[\d;]*m/;

let commands: CommandsTest;
let program: Program;
let site: string;

beforeAll(async () => {
  commands = await CommandsTest.start();
  program = await Program.build();
  site = await commands.test.addApplication({
    name: 'site',
    docker_registry_image_tag: '1',
    health_check_enabled: true,
    health_check_type: 'cmd',
    health_check_command: 'true',
  });
});
afterAll(async () => {
  await program?.stop();
  await commands?.stop();
});

const surroundings = (env: Readonly<Record<string, string>> = {}) => ({
  folder: commands.folder,
  env: { GANTRY_URL: commands.test.server.url, GANTRY_TOKEN: commands.token, ...env },
});

const start = (line: string, env?: Readonly<Record<string, string>>) =>
  program.inTerminal(line.split(' '), surroundings(env));

it('shows a table with a head', async () => {
  const { code, out } = await start('apps list').ended;
  const [head = '', row = ''] = out.split('\r\n');
  expect({ code, head }).toEqual({
    code: 0,
    head: expect.stringMatching(/^NAME {2}STATUS +PROJECT NAME {2}ENVIRONMENT NAME {2}UUID$/),
  });
  expect(row.indexOf(site)).toBe(head.indexOf('UUID'));
});

describe('colours', () => {
  it.each(['--help', 'apps dploy', 'apps get nothing'])(
    'are in a terminal that has them: %s',
    async (line) => {
      const [coloured, without, dumb] = await Promise.all([
        start(line).ended,
        start(line, { NO_COLOR: '1' }).ended,
        start(line, { TERM: 'dumb' }).ended,
      ]);
      expect(coloured.out).toMatch(style);
      expect(without.out).not.toMatch(style);
      expect(dumb).toEqual(without);
      expect(coloured.code).toBe(without.code);
    },
  );
});

describe('a confirmation', () => {
  const names = async () =>
    (await commands.test.call('GET', '/projects')).body.map(({ name }: { name: string }) => name);

  it.each([
    ['another answer', `n${ENTER}`, 2, 'Not confirmed. Nothing was changed.'],
    ['the end of the input', CTRL_D, 2, 'Not confirmed. Nothing was changed.'],
    ['an interruption', CTRL_C, 130, 'Interrupted.'],
  ])('is not given by %s', async (_, typed, code, said) => {
    const asking = start('projects delete Project');
    await asking.until('Type Project to confirm: ');
    const ended = await asking.type(typed).ended;
    expect(ended).toMatchObject({ code, out: expect.stringContaining(said) });
    expect(await names()).toContain('Project');
  });

  it('is given by the name', async () => {
    await commands.test.call('POST', '/projects', { name: 'Old' });
    const asking = start('projects delete Old');
    await asking.until('Type Old to confirm: ');
    expect(await asking.type(`Old${ENTER}`).ended).toMatchObject({ code: 0 });
    expect(await names()).not.toContain('Old');
  });
});

describe('a secret', () => {
  const signIns = () => readFile(join(commands.folder, '.config', 'gantry', 'sign-ins.json'), 'utf8');

  it('is asked for and not shown', async () => {
    const asking = start('login --with-token');
    await asking.until('Token: ');
    const { code, out } = await asking.type(`${commands.token}${ENTER}`).ended;
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^Token: \r\nSigned in to /) });
    expect(await signIns()).toContain(commands.token);
  });

  it('is not given by an interruption or the end of the input', async () => {
    for (const [typed, code] of [
      [CTRL_C, 130],
      [CTRL_D, 2],
    ] as const) {
      const asking = start('login --with-token');
      await asking.until('Token: ');
      expect(await asking.type(typed).ended).toMatchObject({ code });
    }
  });
});

it('says that it reads what is typed', async () => {
  const reading = start('apps env set TEXT=- --app site');
  await reading.until('End it with Ctrl-D.');
  expect(await reading.type(`two words${ENTER}${CTRL_D}`).ended).toMatchObject({ code: 0 });
  expect(await start('apps env get TEXT --app site').ended).toMatchObject({ code: 0, out: 'two words\r\n' });
});

describe('an application', () => {
  it('is deployed step by step', async () => {
    const { code, out } = await start('apps deploy site --wait').ended;
    expect({ code, out }).toEqual({
      code: 0,
      // A step may end before the first look at it.
      out: expect.stringMatching(/^[a-z0-9]{24}\r\n {2}(?:… {2}|ok ).*\r\n/),
    });
    const [, ...steps] = out.trimEnd().split('\r\n');
    for (const step of steps) expect(step).toMatch(/^ {2}(?:… {2}|ok |- {2})/);
  });

  it('has a log that is followed until Ctrl-C', async () => {
    const docker: DockerApi = commands.test.host.docker;
    docker.followLogs = async (_, { onLine, signal }) => {
      onLine({ stream: 'stdout', timestamp: '2026-01-01T00:00:01.000000000Z', text: 'listening' });
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    const following = start('apps logs site -f');
    await following.until('listening');
    expect(await following.type(CTRL_C).ended).toMatchObject({ code: 130 });
  });

  it('has a command that Ctrl-C cancels', async () => {
    const docker: DockerApi = commands.test.host.docker;
    const exec = docker.exec;
    let isCancelled = false;
    docker.exec = async (_name, _argv, { signal, onOutput }) => {
      await onOutput?.({ stream: 'stdout', text: 'working\n' });
      await new Promise<void>((resolve) => signal?.addEventListener('abort', () => resolve()));
      isCancelled = true;
      throw signal?.reason;
    };
    const running = start('apps run --app site -- sleep 60');
    await running.until('working');
    expect(await running.type(CTRL_C).ended).toMatchObject({
      code: 130,
      out: expect.stringContaining('Cancelling the command. Press Ctrl-C again to exit immediately.'),
    });
    expect(isCancelled).toBe(true);
    docker.exec = exec;
  });
});

it('opens the page in a browser', async () => {
  const url = `${commands.test.server.url}/applications/${site}`;
  const opened = join(commands.folder, 'opened');
  await writeFile(join(commands.folder, 'xdg-open'), `#!/bin/sh\necho "$1" > ${opened}\n`, { mode: 0o755 });
  const path = `${commands.folder}:${process.env.PATH}`;
  expect(await start('open site', { PATH: path }).ended).toMatchObject({ code: 0, out: `${url}\r\n` });
  await expect.poll(() => readFile(opened, 'utf8').catch(() => '')).toBe(`${url}\n`);
});

it('leaves the terminal, and Ctrl-C, to the client of a database', async () => {
  const { test, folder } = commands;
  await test.call('POST', '/databases/postgresql', {
    ...test.place,
    name: 'ledger',
    is_public: true,
    public_port: 15432,
  });
  const client =
    '#!/bin/sh\ntrap "echo a query was cancelled; exit 7" INT\ntty && echo ready\nwhile :; do read -r line; done\n';
  await writeFile(join(folder, 'psql'), client, { mode: 0o755 });
  const connected = start('databases connect ledger', { PATH: `${folder}:${process.env.PATH}` });
  await connected.until('ready');
  expect(await connected.type(CTRL_C).ended).toMatchObject({
    code: 7,
    out: expect.stringMatching(/^\/dev\/pts\/[\s\S]*a query was cancelled/),
  });
});
