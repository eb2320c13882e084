// Every command of the program, as it is built and between pipes, against a running Gantry whose servers are a double
// (clients contract C3.1, C3.2). A new command needs an entry in verbs.testing.ts.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { operatorCommands } from '../cli/operator-commands';
import { testSecretKey } from '../db/testing';
import { freePort } from '../lib/free-port';
import type { DockerApi } from '../transport/docker/api';
import { CommandsTest } from './commands.testing';
import { helpOfCommands } from './document';
import { exitCodes } from './exit-code';
import { startCoolify } from './import/coolify/stand-in.testing';
import { startDokploy } from './import/dokploy/stand-in.testing';
import { Program } from './program.testing';
import { type Run, type Verb, verbsIn, type World } from './verbs.testing';

const helps = new Map(
  helpOfCommands(operatorCommands).map(([route, help]) => [route.replace('gantry ', ''), help]),
);
const names = [...helps.keys()];
const takesJson = (name: string) => helps.get(name)?.includes('[--json]') ?? false;

let commands: CommandsTest;
let program: Program;
/** A key that can only read. */
let reader: string;
let verbs: Readonly<Record<string, Verb>>;
const ending: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  commands = await CommandsTest.start();
  ending.push(() => commands.stop());
  program = await Program.build();
  ending.unshift(() => program.stop());
  reader = await commands.test.server.key(['read']);
  verbs = verbsIn(await prepare(commands));
});
afterAll(async () => {
  for (const end of ending) await end();
});

const healthCheck = { health_check_enabled: true, health_check_type: 'cmd', health_check_command: 'true' };
const files: Readonly<Record<string, string>> = {
  'compose.yaml': 'services:\n  one:\n    image: nginx\n',
  'gantry.yaml': 'version: 1\nproject:\n  name: Planned\nenvironments:\n  production: {}\n',
  'vars.env': 'MODE=fast\n',
  'templates/one.yaml': 'services:\n  one:\n    image: nginx\n',
};

/** Create the objects that the commands need. */
async function prepare({ test, folder }: CommandsTest): Promise<World> {
  await mkdir(join(folder, 'templates'));
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const created = async (path: string, body: object): Promise<string> => {
    const { status, body: answer } = await test.call('POST', path, { ...test.place, ...body });
    expect({ path, status, answer }).toMatchObject({ status: 201 });
    return answer.uuid;
  };
  await test.server.database.unscoped.organization.updateMany({ data: { isHostAccessAllowed: true } });
  const application = await test.addApplication({ name: 'site', ...healthCheck });
  await test.addApplication({ name: 'spare' });
  await test.call('POST', `/applications/${application}/envs`, { key: 'MODE', value: 'slow' });
  const database = await created('/databases/postgresql', {
    name: 'ledger',
    is_public: true,
    public_port: 15432,
  });
  await created('/databases/redis', { name: 'spare' });
  const stack = { docker_compose_raw: Buffer.from(files['compose.yaml'] ?? '').toString('base64') };
  const service = await created('/services', { name: 'stack', ...stack });
  await created('/services', { name: 'spare', ...stack });
  const { body: token } = await test.call('POST', '/tokens', { name: 'ci' });
  const { body: machine } = await test.call('GET', `/servers/${test.place.server_uuid}`);
  const { body: key } = await test.call('GET', `/security/keys/${test.privateKeyUuid}`);
  const identity = await generateIdentity();
  await writeFile(join(folder, 'identity'), `${identity}\n`);
  const coolify = await startCoolify({ ip: machine.ip, fingerprint: key.fingerprint });
  const dokploy = await startDokploy({ ip: machine.ip, key: key.name });
  ending.push(coolify.stop, dokploy.stop);
  const docker: DockerApi = test.host.docker;
  docker.followLogs = async (_, { onLine, signal }) => {
    onLine({ stream: 'stdout', timestamp: '2026-01-01T00:00:01.000000000Z', text: 'listening' });
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
  };
  // A subscriber to changes receives one at once.
  const { changes } = test.server.services;
  const subscribe = changes.subscribe;
  changes.subscribe = (listener, lookAgain) => {
    const leave = subscribe(listener, lookAgain);
    listener({ organizationId: test.server.owner.organizationId, kind: 'application', uuid: application });
    return leave;
  };
  return {
    ...{ commands, application, database, service, folder, coolify, dokploy },
    token: String(token.id),
    server: test.place.server_uuid,
    recipient: await identityToRecipient(identity),
    installation: {
      DATABASE_URL: test.server.database.url.reveal(),
      NEXTAUTH_SECRET: 'integration-test-next-auth-secret-0123456789',
      GANTRY_SECRET_KEY: testSecretKey.reveal(),
      GANTRY_DATA_DIR: join(folder, 'data'),
      GANTRY_LOG_LEVEL: 'silent',
      PORT: String(await freePort()),
    },
  };
}

const surroundings = (env: Readonly<Record<string, string>> = {}) => ({
  folder: commands.folder,
  env: { GANTRY_URL: commands.test.server.url, GANTRY_TOKEN: commands.token, ...env },
});

interface Failure {
  line: string;
  env?: () => Record<string, string>;
  err: RegExp;
}

/** Run a command to its end, or interrupt it once it has printed what it should. */
async function run(name: string, { args = [], input = '', env, isEndless, out }: Run) {
  const running = program.inPipe([...name.split(' '), ...args], surroundings(env)).type(input);
  if (isEndless) {
    await running.until(out);
    running.interrupt();
  }
  return running.endInput().ended;
}

function entryOf(name: string): Verb {
  return verbs[name] ?? expect.unreachable(`${name} has no entry in verbs.testing.ts`);
}

/** List the names of the fields of an object, or of each object in a list. */
function fieldsOf(value: unknown): unknown {
  if (Array.isArray(value)) return [...new Set(value.map((row) => String(fieldsOf(row))))];
  return typeof value === 'object' && value !== null ? Object.keys(value).sort() : typeof value;
}

/** Get the response of the API at a path, with fields of a document filled in. */
async function answerAt(path: string, document: Record<string, unknown>): Promise<unknown> {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => String(document[field]));
  return (await commands.test.call('GET', filled)).body;
}

it('has an entry for each command of the program', () => {
  expect(Object.keys(verbs).sort()).toEqual([...names].sort());
});

describe('gantry', () => {
  it.each(names)('%s does what it says between pipes, and ends with its code', async (name) => {
    const verb = entryOf(name);
    const ran = await run(name, verb);
    expect(ran).toEqual({ code: verb.code ?? 0, out: expect.stringMatching(verb.out), err: ran.err });
    expect(ran.out + ran.err).not.toContain('\u001b');
  });

  it.each(names.filter(takesJson))('%s --json prints what the API answers', async (name) => {
    const { json, ...verb } = entryOf(name);
    if (!json) return expect.unreachable(`${name} takes --json, and its entry does not say what it prints`);
    const args = [...(json.args ?? verb.args ?? []), '--json'];
    const ran = await run(name, { ...verb, args, ...(verb.isEndless ? { out: /\}\n/ } : {}) });
    expect(ran).toMatchObject({ code: verb.code ?? 0 });
    // A stream that is followed prints one object per line, everything else one document.
    const document = JSON.parse(verb.isEndless ? (ran.out.split('\n')[0] ?? '') : ran.out);
    expect(fieldsOf(document)).toEqual(
      'path' in json ? fieldsOf(await answerAt(json.path, document)) : json.fields,
    );
  });
});

it('deploys a tag of an application from an image alone, and not with a plan', async () => {
  const git = ['--git', 'https://git.example.com/acme/site', '--project', 'Project'];
  const server = ['--server', commands.test.place.server_uuid];
  expect(await run('apps create', { args: ['built', ...git, ...server], out: /./ })).toMatchObject({
    code: 0,
  });
  for (const args of [
    ['built', '--tag', '1'],
    ['site', '--tag', '1', '--plan'],
    ['site', '--tag', '1', '--plan-id', 'x'],
  ])
    expect(await run('apps deploy', { args, out: /^$/ })).toMatchObject({
      code: 2,
      err: expect.stringContaining('--tag'),
    });
});

it('ends only when all of a long answer has been read', async () => {
  const lines = Array.from({ length: 100 }, (_, at) => `${at} ${'x'.repeat(10_000)}`);
  commands.test.host.docker.containerLogs = async () =>
    lines.map((text) => ({ stream: 'stdout', timestamp: '', text }));
  const { out } = await run('apps logs', { args: ['site'], out: /./ });
  expect(out === `${lines.join('\n')}\n`, `${out.length} characters`).toBe(true);
});

describe('a failure', () => {
  /** One for each exit code, except those of success and of interruption, which the verbs above have. */
  const failures: Record<Exclude<keyof typeof exitCodes, 'done' | 'interrupted'>, Failure> = {
    failed: { line: 'projects delete Project --yes', err: /^Request id: /m },
    wrongUse: { line: 'apps get site --json nothing', err: /^There is no field nothing\./ },
    notFound: { line: 'apps get nothing', err: /^There is no application "nothing"/ },
    notPermitted: { line: 'projects create x', env: () => ({ GANTRY_TOKEN: reader }), err: /whoami/ },
    noConnection: {
      line: 'apps list',
      env: () => ({ GANTRY_URL: 'http://127.0.0.1:1' }),
      err: /^Gantry did not respond at http:\/\/127\.0\.0\.1:1\./,
    },
    deploymentFailed: { line: 'apps deploy site --wait --json', err: /^The deployment .* is failed/m },
  };

  it.each(Object.entries(failures))(
    '%s has its exit code, and prints on standard error alone',
    async (name, { line, env, err }) => {
      commands.test.host.docker.onStart = (container) => {
        container.health = 'unhealthy';
      };
      const ran = await program.inPipe(line.split(' '), surroundings(env?.())).endInput().ended;
      expect(ran).toEqual({
        code: exitCodes[name as keyof typeof failures],
        out: '',
        err: expect.stringMatching(err),
      });
      expect(ran.err).not.toContain('\u001b');
    },
  );
});
