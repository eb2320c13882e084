import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type GitServer, startGitServer } from '../../engine/source/git-server.testing';
import { refreshCatalogue } from '../../services/catalogues/refresh';
import { refreshDueCatalogues } from '../../services/catalogues/refresh-due';
import { organizationScopeOf } from '../../services/context';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let git: GitServer;
let folder: string;
const queued: string[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gantry-catalogues-'));
  git = await startGitServer();
  const queue = { enqueue: async (name: string) => void queued.push(name) };
  test = await startApplicationTest({ internalHosts: ['127.0.0.1'], catalogueDir: folder, queue });
});
afterAll(async () => {
  await test.server.stop();
  await git.stop();
  await rm(folder, { recursive: true });
});

const file = (image: string) =>
  `# slogan: Watches pages\n# category: Monitoring\nservices:\n  web:\n    image: ${image}\n    environment: [SERVICE_URL_WEB_80]\n`;

async function add(name: string, fields: Record<string, unknown>): Promise<string> {
  const { status, body } = await test.call('POST', '/catalogues', { name, format: 'coolify', ...fields });
  expect([status, body]).toEqual([201, { uuid: expect.any(String) }]);
  await refresh(body.uuid);
  return body.uuid;
}

function refresh(uuid: string): Promise<void> {
  const { services, owner } = test.server;
  return refreshCatalogue(organizationScopeOf(services, owner.organizationId), uuid);
}

const types = async (query: string): Promise<string[]> =>
  (await test.call('GET', `/templates?${query}`)).body.items.map(({ type }: { type: string }) => type);

describe('a catalogue from a repository', () => {
  it('is read, shows its templates and what is wrong with others, and makes services', async () => {
    const commit = await git.commit({
      'list/pages.yaml': file('nginx:1.27'),
      'list/broken.yaml': 'services: [',
      'list/secret.yaml': `# ignore: true\n# slogan: In C:\\u0000\n${file('nginx:1.27')}`,
    });
    const uuid = await add('mine', { url: git.url, branch: 'main', folder: '/list' });
    expect(queued).toContain('catalogue.refresh');
    const { body } = await test.call('GET', `/catalogues/${uuid}`);
    expect(body).toMatchObject({
      name: 'mine',
      status: 'ready',
      error: null,
      commit,
      templates: 2,
      broken: 1,
    });
    expect(body.errors).toMatchObject([{ type: 'broken', problems: [{ line: 1 }] }]);
    expect((await test.call('GET', '/catalogues')).body).toMatchObject([{ uuid, broken: 1 }]);
    expect(await types('catalogue=mine')).toEqual(['mine/pages']);
    expect(await types('search=watches')).toContain('mine/pages');
    expect(await types('category=monitoring&catalogue=mine')).toEqual(['mine/pages']);
    const shown = await test.call('GET', '/templates/mine%2Fpages');
    expect(shown.body).toMatchObject({
      type: 'mine/pages',
      catalogue: 'mine',
      domains: [{ service: 'web' }],
    });
    const made = await test.call('POST', '/services', { ...test.place, type: 'mine/pages' });
    expect(made.status).toBe(201);
    const service = (await test.call('GET', `/services/${made.body.uuid}`)).body;
    expect(service).toMatchObject({ service_type: 'mine/pages', docker_compose_raw: file('nginx:1.27') });
    const stranger = await test.stranger();
    expect((await test.call('GET', '/catalogues', undefined, stranger.token)).body).toEqual([]);
    expect((await test.call('GET', '/templates/mine%2Fpages', undefined, stranger.token)).status).toBe(404);
    const all: string[] = [];
    for (let cursor = ''; ; ) {
      const page = (
        await test.call('GET', `/templates?limit=40${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
      ).body;
      all.push(...page.items.map(({ type }: { type: string }) => type));
      if (page.next_cursor === null) break;
      cursor = page.next_cursor;
    }
    expect(all.at(-1)).toBe('mine/pages');
    expect(new Set(all).size).toBe(all.length);
  });

  it('keeps what it has when it cannot be read, and says why', async () => {
    const uuid = await add('other', { url: git.url, folder: '/list' });
    const { unscoped } = test.server.database;
    await unscoped.catalogue.update({ where: { uuid }, data: { branch: 'gone', triedAt: new Date(0) } });
    queued.length = 0;
    await refreshDueCatalogues(test.server.services);
    expect(queued).toEqual(['catalogue.refresh']);
    await refresh(uuid);
    const { body } = await test.call('GET', `/catalogues/${uuid}`);
    expect(body).toMatchObject({ status: 'failed', error: expect.stringContaining('gone'), templates: 2 });
    expect((await test.call('DELETE', `/catalogues/${uuid}`)).status).toBe(200);
    expect(await types('catalogue=other')).toEqual([]);
    await refresh(uuid); // a job that runs after the deletion
  });

  it.each([
    ['an address that is not allowed', { url: 'https://169.254.169.254/a/b' }, 'url'],
    ['a repository over ssh', { url: 'git@example.com:a/b.git' }, 'url'],
    ['neither a url nor a path', {}, 'url'],
    ['a name that is taken', { url: 'https://example.com/a/b', name: 'mine' }, 'name'],
    ['the name of the built-in one', { url: 'https://example.com/a/b', name: 'built-in' }, 'name'],
    ['a folder outside', { url: 'https://example.com/a/b', folder: '/../x' }, 'folder'],
    ['a branch that is an option', { url: 'https://example.com/a/b', branch: '--upload-pack=x' }, 'branch'],
  ])('refuses %s', async (_, fields, field) => {
    const body = { name: 'one-more', format: 'coolify', ...fields };
    const answer = await test.call('POST', '/catalogues', body);
    expect(answer).toMatchObject({ status: 422, body: { errors: { [field]: [expect.any(String)] } } });
  });
});

describe('a catalogue from a folder of this machine', () => {
  it('is for the first organization, below the folder that is allowed', async () => {
    await mkdir(join(folder, 'set', 'wiki'), { recursive: true });
    await symlink('/etc', join(folder, 'out'));
    const write = (name: string, text: string) => writeFile(join(folder, 'set', 'wiki', name), text);
    await write(
      'docker-compose.yml',
      `services:
  wiki:
    image: nginx:1
    environment:
      - PASSWORD=\${PASSWORD}
    volumes:
      - ../files/app.conf:/etc/app.conf:ro
      - ../files/more:/more
`,
    );
    await write(
      'template.toml',
      `[variables]
main = "\${domain}"
secret = "\${password:20}"
[[config.domains]]
serviceName = "wiki"
port = 80
host = "\${main}"
[config.env]
PASSWORD = "\${secret}"
[[config.mounts]]
filePath = "app.conf"
content = "$key=\${secret}"
[[config.mounts]]
filePath = "more/a.txt"
content = "a"
`,
    );
    await add('local', { path: 'set', format: 'dokploy' });
    const { status, body } = await test.call('POST', '/services', { ...test.place, type: 'local/wiki' });
    expect(status).toBe(201);
    expect(body.domains).toEqual([`http://wiki-${body.uuid}.203.0.113.9.sslip.io:80`]);
    const service = (await test.call('GET', `/services/${body.uuid}`)).body;
    const envs = (await test.call('GET', `/services/${body.uuid}/envs`)).body;
    const password = envs.find(({ key }: { key: string }) => key === 'PASSWORD').value;
    expect(password).toMatch(/^[a-z0-9]{20}$/);
    expect(service.docker_compose_raw).toContain(`content: $$key=${password}`);
    expect(service.docker_compose_raw).toContain('target: /more/a.txt');
    expect(service.docker_compose_raw).toContain('- ../files/more:/more');
    const stranger = await test.stranger();
    for (const [path, token] of [
      ['set', stranger.token],
      ['out', undefined],
      ['../..', undefined],
      ['/etc', undefined],
      ['none', undefined],
    ] as const) {
      const answer = await test.call('POST', '/catalogues', { name: 'x', path, format: 'coolify' }, token);
      expect(answer).toMatchObject({ status: 422, body: { errors: { path: [expect.any(String)] } } });
    }
  });
});
