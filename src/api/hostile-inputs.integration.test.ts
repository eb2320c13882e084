// Rules of the fields of projects, environments, private keys and servers, each through REST and through tRPC.
import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../http/testing';
import { generateSshKey } from '../lib/ssh-key';

let test: TestServer;
let token: string;
let firstOrganizationToken: string;
let projectUuid: string;
let serverUuid: string;
let keyUuid: string;

beforeAll(async () => {
  test = await startTestServer();
  firstOrganizationToken = await test.key(['root']);
  const { userId, organizationId } = await test.member('owner', 'new');
  token = await test.key(['root'], { userId, organizationId });
  keyUuid = await created('/security/keys', { private_key: generateSshKey().privateKey.reveal() });
  projectUuid = await created('/projects', { name: 'Project' });
  serverUuid = await created('/servers', { ip: '203.0.113.1', private_key_uuid: keyUuid });
});
afterAll(() => test.stop());

async function created(path: string, body: unknown): Promise<string> {
  const answer = await test.fetch('POST', `/api/v1${path}`, { token, body });
  const { uuid }: { uuid: string } = await answer.json();
  return uuid;
}

type Body = Record<string, unknown>;
interface Outcome {
  status: number;
  fields: Record<string, string[]> | null;
}

/** One operation by its two names; `path` holds what REST takes from the path. */
interface Operation {
  method: 'POST' | 'PATCH';
  rest: string;
  trpc: string;
  path: Record<string, string>;
}

async function viaRest({ method, rest, path }: Operation, body: Body, by = token): Promise<Outcome> {
  const address = Object.entries(path).reduce((text, [key, value]) => text.replace(`{${key}}`, value), rest);
  const answer = await test.fetch(method, `/api/v1${address}`, { token: by, body });
  const { errors }: { errors?: Record<string, string[]> } = await answer.json();
  return { status: answer.status, fields: errors ?? null };
}

async function viaTrpc({ trpc, path }: Operation, body: Body, by = token): Promise<Outcome> {
  const answer = await test.fetch('POST', `/api/trpc/${trpc}`, { token: by, body: { ...path, ...body } });
  const { error }: { error?: { data: { fields: Outcome['fields'] } } } = await answer.json();
  return { status: answer.status, fields: error?.data.fields ?? null };
}

/** With how each refuses input that does not fit (authorization contract §11, row 7). */
const entryPoints = [
  ['REST', viaRest, 422],
  ['tRPC', viaTrpc, 400],
] as const;

const createProject = (): Operation => ({
  method: 'POST',
  rest: '/projects',
  trpc: 'project.create',
  path: {},
});
const updateProject = (): Operation => ({
  method: 'PATCH',
  rest: '/projects/{uuid}',
  trpc: 'project.update',
  path: { uuid: projectUuid },
});
const createEnvironment = (): Operation => ({
  method: 'POST',
  rest: '/projects/{uuid}/environments',
  trpc: 'environment.create',
  path: { uuid: projectUuid },
});
const createKey = (): Operation => ({
  method: 'POST',
  rest: '/security/keys',
  trpc: 'privateKey.create',
  path: {},
});
const updateKey = (): Operation => ({
  method: 'PATCH',
  rest: '/security/keys/{uuid}',
  trpc: 'privateKey.update',
  path: { uuid: keyUuid },
});
const createServer = (): Operation => ({ method: 'POST', rest: '/servers', trpc: 'server.create', path: {} });
const updateServer = (): Operation => ({
  method: 'PATCH',
  rest: '/servers/{uuid}',
  trpc: 'server.update',
  path: { uuid: serverUuid },
});
const scanHostKey = (): Operation => ({
  method: 'POST',
  rest: '/servers/scan-host-key',
  trpc: 'server.scanHostKey',
  path: {},
});

const newKey = () => generateSshKey().privateKey.reveal();
let lastOctet = 1;
const newServer = () => ({ ip: `203.0.113.${++lastOctet}`, private_key_uuid: keyUuid });

async function rowCount(): Promise<number> {
  const { unscoped: db } = test.database;
  const counts = [db.project.count(), db.environment.count(), db.privateKey.count(), db.server.count()];
  return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
}

/** Refused for exactly this field, with reasons in a list, the value not echoed, and nothing stored. */
async function expectRefused(operation: Operation, body: Body, field: string): Promise<void> {
  const before = await rowCount();
  for (const [name, call, expected] of entryPoints) {
    const { status, fields } = await call(operation, body);
    expect({ name, status, refused: Object.keys(fields ?? {}) }).toEqual({
      name,
      status: expected,
      refused: [field],
    });
    const value = String(body[field]);
    if (value.length > 12) expect(JSON.stringify(fields)).not.toContain(value.slice(0, 80));
  }
  expect(await rowCount()).toBe(before);
}

const names = [
  '<script>alert(1)</script>',
  'a"; DROP TABLE projects; --',
  '$(id)',
  '`id`',
  'a\u0000b',
  'two\nlines',
  '\u202eevil',
  '',
  '   ',
  'x'.repeat(256),
  7,
  null,
  ['a'],
];

describe('row 34: display names', () => {
  it.each(names)('%j is no name', async (name) => {
    await expectRefused(createProject(), { name }, 'name');
    await expectRefused(updateProject(), { name }, 'name');
    await expectRefused(createEnvironment(), { name }, 'name');
    await expectRefused(createKey(), { name, private_key: newKey() }, 'name');
    await expectRefused(createServer(), { ...newServer(), name }, 'name');
  });

  it('a description is any text, kept literally', async () => {
    const description = '<script>alert(1)</script>\n"quoted" {{x}}';
    for (const [, call] of entryPoints)
      expect((await call(updateProject(), { description })).status).toBeLessThan(300);
    const answer = await test.fetch('GET', `/api/v1/projects/${projectUuid}`, { token });
    expect(await answer.json()).toMatchObject({ description });
    await expectRefused(updateProject(), { description: 'a\u0000b' }, 'description');
    await expectRefused(updateProject(), { description: '\u001b]52;c;AAAA\u0007' }, 'description');
  });
});

describe('row 48: server address, port and user', () => {
  it.each([
    '-oProxyCommand=id',
    'a b',
    'host;id',
    '$(id)',
    'a..b',
    '.a',
    'a.',
    '',
    'http://example.com',
    'host:22',
    'root@host',
    '127.1',
    '0x7f000001',
    '2130706433',
    '0177.0.0.1',
    '[::1]',
    'fe80::1%eth0',
    'host\n',
    'host\u0000',
    'ｅxample.com',
    'a'.repeat(254),
    10,
  ])('%j is no address', async (ip) => {
    await expectRefused(createServer(), { ...newServer(), ip }, 'ip');
    await expectRefused(updateServer(), { ip }, 'ip');
    await expectRefused(scanHostKey(), { ip }, 'ip');
  });

  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '0.0.0.0',
    '169.254.169.254',
    '169.254.1.1',
    '100.100.100.200',
    '::1',
    '::',
    'fe80::1',
    'fd00:ec2::254',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'localhost',
    '224.0.0.1',
  ])('%s is refused outside the first organization', async (ip) => {
    await expectRefused(createServer(), { ...newServer(), ip }, 'ip');
    await expectRefused(updateServer(), { ip }, 'ip');
    await expectRefused(scanHostKey(), { ip }, 'ip');
  });

  it('the machine itself and private networks are ordinary servers for those who run Gantry', async () => {
    const answer = await test.fetch('POST', '/api/v1/security/keys', {
      token: firstOrganizationToken,
      body: { private_key: newKey() },
    });
    const { uuid: private_key_uuid }: { uuid: string } = await answer.json();
    for (const ip of ['127.0.0.1', '10.1.2.3', 'localhost']) {
      expect((await viaRest(createServer(), { ip, private_key_uuid }, firstOrganizationToken)).status).toBe(
        201,
      );
    }
    const multicast = { ip: '224.0.0.1', private_key_uuid };
    expect((await viaRest(createServer(), multicast, firstOrganizationToken)).status).toBe(422);
    expect((await viaRest(createServer(), { ...newServer(), ip: '192.168.7.7' })).status).toBe(201);
  });

  it.each([
    ['port', 0],
    ['port', 65_536],
    ['port', 22.5],
    ['port', '22;id'],
    ['port', -1],
    ['user', '-l'],
    ['user', 'a;id'],
    ['user', 'a b'],
    ['user', 'root\n'],
    ['user', ''],
    ['proxy_type', 'nginx'],
    ['is_build_server', 'maybe'],
    ['root', true],
  ])('%s refuses %j', async (field, value) => {
    await expectRefused(createServer(), { ...newServer(), [field]: value }, field);
    await expectRefused(updateServer(), { [field]: value }, field);
  });

  it.each([
    ['connection_timeout', 0],
    ['connection_timeout', 301],
    ['server_disk_usage_notification_threshold', 101],
    ['concurrent_builds', 0],
    ['dynamic_timeout', 0],
    ['deployment_queue_limit', 1e9],
    ['server_disk_usage_check_frequency', '* * * * * *'],
    ['server_disk_usage_check_frequency', '0 0 31 2 *'],
    ['server_disk_usage_check_frequency', 'toString'],
    ['server_disk_usage_check_frequency', 'daily; id'],
    ['build_limits_memory', '2 GB'],
    ['build_limits_cpus', '-1'],
    ['host_key_fingerprint', `SHA256:${'A'.repeat(43)}`],
    ['id', 5],
  ])('an update refuses %s %j', async (field, value) => {
    await expectRefused(updateServer(), { [field]: value }, field);
  });

  it.each(['MD5:00', 'SHA256:short', `SHA256:${'A'.repeat(42)};`])('%s is no fingerprint', async (text) => {
    await expectRefused(
      createServer(),
      { ...newServer(), host_key_fingerprint: text },
      'host_key_fingerprint',
    );
  });
});

describe('§3: private keys', () => {
  const rsa = (bits: number) =>
    String(
      generateKeyPairSync('rsa', { modulusLength: bits }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    );
  const locked = () =>
    String(
      generateKeyPairSync('ed25519').privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
    );

  /** Its base64 always ends with padding, where decoders stop. */
  const padded = () =>
    String(
      generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'sec1', format: 'pem' }),
    );

  it.each([
    ['no key at all', () => 'hello'],
    ['no text', () => 7],
    ['two keys', () => newKey() + newKey()],
    ['two keys, the first with padding', () => padded() + newKey()],
    ['data after the padding', () => padded().replace('\n-----END', '\nAAAA\n-----END')],
    ['data after the key, inside of its block', () => rsa(2048).replace('\n-----END', '\nAAAA\n-----END')],
    ['data after the key', () => `${newKey()}touch /tmp/x`],
    ['data before the key', () => `Host *\n${newKey()}`],
    ['a NUL in the key', () => newKey().replace('AAAA', 'AA\u0000AA')],
    ['a public key', () => generateSshKey().publicKey],
    ['a certificate', () => '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
    ['another label at the end', () => newKey().replace('END OPENSSH', 'END RSA')],
    [
      'more than 16 KB',
      () => `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(17_000)}\n-----END PRIVATE KEY-----`,
    ],
    [
      'noise in a PEM block',
      () => `-----BEGIN PRIVATE KEY-----\n${'A'.repeat(64)}\n-----END PRIVATE KEY-----`,
    ],
    ['a short RSA key', () => rsa(1024)],
    ['a passphrase', locked],
    ['base64 of something else', () => Buffer.from('hello').toString('base64')],
  ])('%s is refused', async (_, text) => {
    const private_key = text();
    await expectRefused(createKey(), { private_key }, 'private_key');
    await expectRefused(updateKey(), { private_key }, 'private_key');
  });

  it('base64 of a key is a key', async () => {
    for (const [, call] of entryPoints) {
      const private_key = Buffer.from(newKey()).toString('base64');
      expect((await call(createKey(), { private_key })).status).toBeLessThan(300);
    }
  });
});

describe('fields outside the contract', () => {
  it.each([
    ['organization_id', 'x'],
    ['uuid', 'aaaaaaaaaaaaaaaaaaaaaaaa'],
    ['created_at', '2020-01-01'],
    ['toString', 1],
    ['hasOwnProperty', 'x'],
  ])('%s is not allowed', async (field, value) => {
    await expectRefused(createProject(), { name: 'Name', [field]: value }, field);
    await expectRefused(createServer(), { ...newServer(), [field]: value }, field);
  });

  it('missing ones are named in words', async () => {
    for (const [, call, expected] of entryPoints) {
      const { status, fields } = await call(createServer(), { name: 'Server' });
      expect(status).toBe(expected);
      expect(fields).toEqual({
        ip: ['The ip field is required.'],
        private_key_uuid: ['The private key uuid field is required.'],
      });
    }
  });
});

describe('row 30: ids in paths', () => {
  const foreign = [
    '/projects/{id}',
    '/projects/{id}/environments',
    '/projects/{id}/production',
    '/security/keys/{id}',
  ];
  const ofServers = [
    '/servers/{id}',
    '/servers/{id}/resources',
    '/servers/{id}/domains',
    '/servers/{id}/validation',
    '/servers/{id}/proxy',
  ];

  it.each([...foreign, ...ofServers])(
    '%s answers one 404 to foreign, missing, wrong and malformed ids',
    async (path) => {
      const own = path.startsWith('/projects')
        ? projectUuid
        : path.startsWith('/servers')
          ? serverUuid
          : keyUuid;
      const wrongKind = path.startsWith('/servers') ? projectUuid : serverUuid;
      const answers = new Set<string>();
      const ids = [
        'a'.repeat(24),
        wrongKind,
        '1',
        'A%20B',
        '%00',
        '..%2f..',
        "'%20OR%201=1--",
        'x'.repeat(500),
      ];
      for (const [id, by] of [[own, firstOrganizationToken], ...ids.map((id) => [id, token])] as [
        string,
        string,
      ][]) {
        const answer = await test.fetch('GET', `/api/v1${path.replace('{id}', id)}`, { token: by });
        answers.add(`${answer.status} ${await answer.text()}`);
      }
      expect([...answers]).toEqual([
        expect.stringMatching(/^404 \{"message":"(Project|Private Key|Server) not found\."\}$/),
      ]);
      const seen = await test.fetch('GET', `/api/v1${path.replace('{id}', own)}`, { token });
      expect(seen.status).toBe(200);
    },
  );
});

describe('names in paths', () => {
  it.each(['%00', 'nothing', "'%20OR%201=1--", '%ff', 'x'.repeat(900)])(
    '%s is no environment',
    async (name) => {
      const answer = await test.fetch('GET', `/api/v1/projects/${projectUuid}/${name}`, { token });
      expect(answer.status).toBe(404);
    },
  );
});

describe('the domains of a server', () => {
  it('take the application from the query, though the path has a parameter of the same name', async () => {
    const path = `/api/v1/servers/${serverUuid}/domains`;
    const all = await test.fetch('GET', path, { token });
    expect([all.status, await all.json()]).toEqual([200, []]);
    const malformed = await test.fetch('GET', `${path}?uuid=%00`, { token });
    expect([malformed.status, await malformed.json()]).toEqual([404, { message: 'Application not found.' }]);
  });
});
