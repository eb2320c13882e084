// The command line against a running Gantry whose server is a double (clients contract C3).
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MachineTest } from '../services/applications/machine.testing';
import { createSession } from '../services/sessions/create';
import type { DockerApi } from '../transport/docker/api';
import { CommandsTest } from './commands.testing';
import { testTerminal } from './terminal.testing';

let commands: CommandsTest;
let test: MachineTest;
let folder: string;
let token: string;

beforeAll(async () => {
  commands = await CommandsTest.start();
  ({ test, folder, token } = commands);
});
afterAll(() => commands?.stop());

const run = (...asked: Parameters<CommandsTest['run']>) => commands.run(...asked);

/** Run a command that must succeed. @returns its output */
async function ran(line: string | string[], input = ''): Promise<string> {
  const { code, out, err } = await run(line, input);
  expect({ line, code, err: code === 0 ? '' : err }).toEqual({ line, code: 0, err: '' });
  return out.trimEnd();
}

it('signs in with a token of standard input, and refuses a wrong one', async () => {
  expect(await run(`login --with-token --url ${test.server.url}`, 'gnt_wrong')).toMatchObject({ code: 4 });
  await ran(`login --with-token --url ${test.server.url}`, `${token}\n`);
  expect(await readFile(join(folder, 'gantry', 'sign-ins.json'), 'utf8')).toContain(token);
  expect(await ran('whoami')).toContain('owner@example.com');
});

it('signs in with a code that a user confirms in the console, and stores the token for this user alone', async () => {
  const { userId, organizationId } = test.server.owner;
  const session = await createSession(test.server.services, { ip: '127.0.0.1', userAgent: null }, userId);
  let shown = '';
  const terminal = testTerminal({
    folder,
    env: { XDG_CONFIG_HOME: join(folder, 'device') },
    onError: (text) => {
      shown += text;
      const code = /confirm the code (\S+)/.exec(text)?.[1];
      if (code) void confirm(code);
    },
  });
  const confirm = (code: string) =>
    test.call('POST', `/device-logins/codes/${code}/approve`, {}, session.token.reveal());
  const { code } = await terminal.run(['login', '--url', test.server.url]);
  expect({ code, shown }).toEqual({ code: 0, shown: expect.stringContaining('Signed in to') });
  const path = join(folder, 'device', 'gantry', 'sign-ins.json');
  const [signIn] = JSON.parse(await readFile(path, 'utf8'));
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const { body } = await test.call('GET', '/tokens/current', undefined, signIn.token);
  expect(body).toMatchObject({
    abilities: ['inherit'],
    user: { id: userId },
    organization: { id: organizationId },
  });
});

describe('each noun', () => {
  it('is created, listed, shown and deleted', async () => {
    await ran('projects create Shop');
    const key = await ran('keys create deploy --generate');
    await ran('servers create two --ip 203.0.113.10 --key deploy');
    await writeFile(join(folder, '.gantry.toml'), 'project = "Shop"\nserver = "two"\n');
    const app = await ran('apps create web --image nginx:1.27 --set is_auto_deploy_enabled=false');
    await ran('databases create store --type postgresql');
    await writeFile(join(folder, 'compose.yaml'), 'services:\n  one:\n    image: nginx\n');
    await ran(['services', 'create', 'stack', '--compose', join(folder, 'compose.yaml')]);
    const made = await ran('tokens create ci --abilities read,deploy --expires-in-days 7');
    expect(made).toMatch(/^gnt_/);

    const files = ['--build-pack', 'dockercompose', '--compose-location', '/prod.yaml'];
    const git = ['apps', 'create', 'parts', '--git', 'https://github.com/acme/parts'];
    const domains = [
      '--service-domain',
      'a=https://a.example.com',
      '--service-domain',
      'b=https://b.example.com',
    ];
    await ran([...git, ...files, ...domains, '--ignore-unknown-keys']);
    const parts = await ran('apps get parts --json docker_compose_location,docker_compose_domains,settings');
    expect(JSON.parse(parts)).toMatchObject({
      docker_compose_location: '/prod.yaml',
      docker_compose_domains: JSON.stringify([
        { name: 'a', domain: 'https://a.example.com' },
        { name: 'b', domain: 'https://b.example.com' },
      ]),
      settings: { ignore_unknown_keys: true },
    });
    expect(await run([...git, ...domains])).toMatchObject({
      code: 2,
      err: expect.stringContaining('dockercompose'),
    });
    expect(await run([...git, ...files, '--service-domain', 'a'])).toMatchObject({ code: 2 });
    await ran('apps delete parts --yes');
    for (const [flag, message] of [
      ['', 'Validation started.'],
      [' --install', 'Validation and installation started.'],
    ]) {
      const { code, err } = await run(`servers validate two${flag}`);
      expect({ code, err }).toEqual({ code: 0, err: `${message}\n` });
    }

    expect(JSON.parse(await ran('apps list --json name,uuid'))).toEqual([{ name: 'web', uuid: app }]);
    expect(JSON.parse(await ran('apps get web --json docker_registry_image_tag'))).toEqual({
      docker_registry_image_tag: '1.27',
    });
    expect(await ran('keys list')).toContain(key);
    expect(await ran('tokens list')).toContain('ci');
    for (const [noun, name] of [
      ['databases', 'store'],
      ['services', 'stack'],
      ['servers', 'two'],
      ['projects', 'Shop'],
    ])
      expect(await ran(`${noun} get ${name}`)).toContain(`name: ${name}`);

    expect(await run('tokens delete ci')).toMatchObject({ code: 2, err: expect.stringContaining('--yes') });
    await ran('tokens delete ci --yes');
    expect(await run('tokens get ci')).toMatchObject({ code: 3 });
    expect(await run('apps get nothere')).toMatchObject({ code: 3 });
    expect(await run('projects delete Shop --yes')).toMatchObject({
      code: 1,
      err: expect.stringContaining('Request id: '),
    });
    expect(await run(['projects', 'create', ' '])).toMatchObject({ code: 2 });
  });
});

describe('an application', () => {
  /** Run a command that waits for a deployment to finish. @returns its output */
  async function deployed(line: string): Promise<string> {
    const { code, out, err } = await run(line);
    expect({ code, err }).toMatchObject({ code: 0, err: expect.stringContaining('  ok ') });
    return out;
  }

  it('is planned, deployed, followed and taken back', async () => {
    await writeFile(join(folder, '.gantry.toml'), '');
    const uuid = await test.addApplication({
      name: 'site',
      docker_registry_image_tag: '1',
      health_check_enabled: true,
      health_check_type: 'cmd',
      health_check_command: 'true',
    });
    expect(await ran('apps deploy site --plan')).toContain('--plan-id');
    expect(await deployed('apps deploy site --wait')).toMatch(/^[a-z0-9]{24}\n$/);

    const docker: DockerApi = test.host.docker;
    const leave = new AbortController();
    docker.followLogs = async (_, { onLine, signal }) => {
      onLine({ stream: 'stdout', timestamp: '2026-01-01T00:00:01.000000000Z', text: 'listening' });
      leave.abort(new Error('seen'));
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    };
    expect(await run(`apps logs ${uuid} -f`, '', leave.signal)).toMatchObject({
      err: expect.stringContaining('seen'),
    });
    expect(await ran('apps logs site -n 5')).toContain('last words');
    expect(await ran('open site')).toBe(`${test.server.url}/applications/${uuid}`);

    await test.call('PATCH', `/applications/${uuid}`, { docker_registry_image_tag: '2' });
    expect(JSON.parse(await deployed('apps deploy site --wait --json status'))).toEqual({
      status: 'finished',
    });
    expect(await ran('apps rollback site --list')).toContain('1\t');
    await deployed('apps rollback site --to 1 --wait');

    expect(await run('apps run --app site -- ls -l /var/it')).toMatchObject({
      code: 0,
      out: 'from inside\n',
    });
    expect(test.host.docker.execs.at(-1)?.slice(1)).toEqual(['sh', '-c', 'ls -l /var/it']);
    test.host.docker.execCode = 7;
    expect(await run(['apps', 'run', '--app', 'site', '--', 'exit 7'])).toMatchObject({ code: 7 });
    expect(test.host.docker.execs.at(-1)?.at(-1)).toBe('exit 7');
    test.host.docker.execCode = 0;

    test.host.docker.onStart = (container) => {
      container.health = 'unhealthy';
    };
    expect(await run('apps deploy site --wait')).toMatchObject({
      code: 6,
      err: expect.stringMatching(/ {2}!! .*\n[\s\S]*is failed/),
    });
    await ran('apps delete site --yes');
  });

  it('has variables that are set, compared and removed', async () => {
    await test.addApplication({ name: 'shop' });
    await writeFile(join(folder, '.gantry.toml'), 'app = "shop"\n');
    await ran(['apps', 'env', 'set', 'A=1', 'B=two words']);
    await ran('apps env set SECRET=-', 'from input\n');
    expect(await ran('apps env get SECRET')).toBe('from input');
    expect(await ran('apps env list')).toContain('SECRET');
    const file = join(folder, 'vars.env');
    await writeFile(file, 'A=1\nB=changed\nC=new\n');
    const diff = await run(['apps', 'env', 'diff', file]);
    expect(diff).toMatchObject({ code: 1, out: '~ B\n+ C\n- SECRET (an import keeps it)\n' });
    await ran(['apps', 'env', 'import', file]);
    expect((await run(['apps', 'env', 'diff', file])).out).toBe('- SECRET (an import keeps it)\n');
    await ran('apps env unset SECRET');
    expect(await run(['apps', 'env', 'diff', file])).toMatchObject({ code: 0, out: '' });
    expect(await run('apps env get SECRET')).toMatchObject({ code: 3 });
    await ran('apps env set --preview --forks A=3');
    await ran('apps env set --preview A=4');
    expect(await ran('apps env list --preview')).toContain('A\ttrue\ttrue\ttrue\t');
    await ran('apps env set --preview --no-forks A=5');
    expect(await ran('apps env list --preview')).not.toContain('true\ttrue\ttrue');
    expect(await run('apps env set --forks A=6')).toMatchObject({ code: 2 });
  });
});

it('opens a database with its own client, which gets the password in its environment', async () => {
  const place = `--project Project --server ${test.place.server_uuid}`;
  await ran(
    `databases create ledger --type postgresql ${place} --set is_public=true --set public_port=15432`,
  );
  const client = join(folder, 'psql');
  await writeFile(client, '#!/bin/sh\nprintf "%s\\n" "$PGPASSWORD" "$@" > "$SEEN"\nexit 7\n', {
    mode: 0o755,
  });
  const seen = join(folder, 'seen');
  const env = { XDG_CONFIG_HOME: folder, PATH: folder, SEEN: seen };
  const terminal = testTerminal({ folder, env });
  const opened = await terminal.run(['databases', 'connect', 'ledger']);
  expect(opened).toMatchObject({ code: 7, out: '' });
  const database = JSON.parse(await ran('databases get ledger --json'));
  const { postgres_user: user, postgres_password: password, postgres_db: name } = database;
  const args = ['-h', '203.0.113.9', '-p', '15432', '-U', user, '-d', name];
  expect((await readFile(seen, 'utf8')).trimEnd().split('\n')).toEqual([password, ...args]);

  const printed = await terminal.run(['databases', 'connect', 'ledger', '--print']);
  expect(printed).toMatchObject({ code: 0, out: expect.stringContaining(`psql ${args.join(' ')}\n`) });
  expect(printed.out).not.toContain(password);
  await rm(client);
  const missing = await terminal.run(['databases', 'connect', 'ledger']);
  expect(missing).toMatchObject({ code: 1, err: expect.stringContaining('psql could not be started.') });
  await ran(`databases create inside --type redis ${place}`);
  expect(await terminal.run(['databases', 'connect', 'inside'])).toMatchObject({ code: 2 });
});
