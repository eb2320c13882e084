import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationScopeOf } from '../../services/context';
import { loadPlanned } from '../../services/deployments/load';
import { sourceSpec } from '../../services/deployments/spec-source';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let keyUuid: string;
beforeAll(async () => {
  test = await startApplicationTest({ internalHosts: ['127.0.0.1'] });
  keyUuid = (await test.call('POST', '/security/keys/generate', { name: 'deploy' })).body.uuid;
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.gitlabApp.deleteMany();
  await db.webhookDelivery.deleteMany();
});

const fields = {
  name: 'Acme',
  html_url: 'http://127.0.0.1:8929',
  webhook_token: 'the token',
  custom_port: 2222,
};
const add = async (more: Record<string, unknown> = {}) =>
  (await test.call('POST', '/gitlab-apps', { ...fields, ...more })).body;

const addApplication = (gitlab_app_uuid: string, git_repository = 'acme/web') =>
  test.call('POST', '/applications/private-deploy-key', {
    ...test.place,
    gitlab_app_uuid,
    private_key_uuid: keyUuid,
    git_repository,
    git_branch: 'main',
    build_pack: 'nixpacks',
    ports_exposes: '3000',
  });

describe('a GitLab app', () => {
  it('is created with what the contract says, listed, changed and deleted', async () => {
    const created = await test.call('POST', '/gitlab-apps', {
      name: 'Acme',
      html_url: 'https://gitlab.com/',
    });
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'Acme',
      html_url: 'https://gitlab.com',
      api_url: 'https://gitlab.com/api/v4',
      custom_user: 'git',
      custom_port: 22,
      group_name: null,
      client_id: null,
      client_secret: null,
      redirect_uri: null,
      is_system_wide: false,
      is_public: false,
    });
    expect(created.body.webhook_token).toMatch(/^[0-9A-Za-z]{40}$/);
    const { id } = created.body;
    expect((await test.call('GET', '/gitlab-apps')).body).toEqual([created.body]);
    const change = { name: 'Other', group_name: 'acme', webhook_token: null };
    expect((await test.call('PATCH', `/gitlab-apps/${id}`, change)).body).toMatchObject({
      message: 'GitLab app updated successfully',
      data: { ...change, html_url: 'https://gitlab.com' },
    });
    const deleted = await test.call('DELETE', `/gitlab-apps/${id}`);
    expect(deleted.body).toEqual({ message: 'GitLab app deleted successfully' });
    expect((await test.call('DELETE', `/gitlab-apps/${id}`)).status).toBe(404);
  });

  it('is kept with its secrets sealed, and shows them to those who may see them alone', async () => {
    await add({ client_secret: 'the client secret' });
    const row = await test.server.database.unscoped.gitlabApp.findFirstOrThrow();
    for (const column of [row.clientSecret, row.webhookToken])
      expect(Buffer.from(column ?? []).toString('latin1')).not.toMatch(/the (client secret|token)/);
    expect((await test.call('GET', '/gitlab-apps')).body[0].client_secret).toBe('the client secret');
    const reader = await test.server.key(['read']);
    const { body } = await test.call('GET', '/gitlab-apps', undefined, reader);
    expect(body[0]).not.toHaveProperty('client_secret');
    expect(body[0]).not.toHaveProperty('webhook_token');
  });

  it.each([
    ['html_url', 'http://169.254.169.254'],
    ['api_url', 'https://10.0.0.1/api/v4'],
    ['html_url', 'https://user:secret@gitlab.com'],
    ['webhook_token', ''],
    ['custom_port', 0],
    ['is_system_wide', true],
    ['app_id', 1],
  ])('is refused with %s %s', async (member, value) => {
    const { status, body } = await test.call('POST', '/gitlab-apps', { ...fields, [member]: value });
    expect([status, Object.keys(body.errors)]).toEqual([422, [member]]);
    expect(await test.server.database.unscoped.gitlabApp.count()).toBe(0);
  });

  it('is not deleted while an application is made from it', async () => {
    const { id, uuid } = await add();
    expect((await addApplication(uuid)).status).toBe(201);
    const { status, body } = await test.call('DELETE', `/gitlab-apps/${id}`);
    expect([status, body.message]).toEqual([
      409,
      'This GitLab app is being used by 1 application(s). Please delete all applications first.',
    ]);
  });

  it('of another organization is not there', async () => {
    const { uuid } = await add();
    const { token, place } = await test.stranger();
    expect((await test.call('PATCH', `/gitlab-apps/${uuid}`, { name: 'x' }, token)).status).toBe(404);
    const { body: key } = await test.call('POST', '/security/keys/generate', { name: 'key' }, token);
    const body = {
      ...place,
      gitlab_app_uuid: uuid,
      private_key_uuid: key.uuid,
      git_repository: 'acme/web',
      git_branch: 'main',
      build_pack: 'nixpacks',
    };
    expect((await test.call('POST', '/applications/private-deploy-key', body, token)).status).toBe(404);
  });
});

describe('an application of a GitLab app', () => {
  it('is fetched over the SSH server of the app, with its deploy key', async () => {
    const { id, uuid } = await add({ custom_user: 'gitlab' });
    const { body } = await addApplication(uuid);
    const { body: application } = await test.call('GET', `/applications/${body.uuid}`);
    expect(application).toMatchObject({ source_id: id, git_repository: 'acme/web' });
    const scope = organizationScopeOf(test.server.services, test.server.owner.organizationId);
    const subject = await loadPlanned(scope, body.uuid, { uuid: 'a'.repeat(24), force: false });
    const source = await sourceSpec(scope, subject);
    expect(source).toMatchObject({
      kind: 'git',
      repository: 'ssh://gitlab@127.0.0.1:2222/acme/web.git',
      branch: 'main',
    });
    expect(source.kind === 'git' && source.deployKey).toBeTruthy();
  });

  it.each(['git@gitlab.com:acme/web.git', 'https://github.com/acme/web', 'other/web'])(
    'has no repository elsewhere: %s',
    async (git_repository) => {
      const { uuid } = await add({ group_name: 'acme, tools' });
      const refused = await addApplication(uuid, git_repository);
      expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['git_repository']]);
      const { body } = await addApplication(uuid);
      const change = await test.call('PATCH', `/applications/${body.uuid}`, { git_repository });
      expect([change.status, Object.keys(change.body.errors)]).toEqual([422, ['git_repository']]);
    },
  );
});

describe('a call of GitLab for a GitLab app', () => {
  const COMMIT = 'c'.repeat(40);
  async function push(path_with_namespace: string, token: string | null) {
    const response = await fetch(`${test.server.url}/webhooks/source/gitlab/events`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-Gitlab-Event': 'Push Hook',
        'X-Gitlab-Event-UUID': randomUUID(),
        ...(token !== null && { 'X-Gitlab-Token': token }),
      },
      body: JSON.stringify({
        object_kind: 'push',
        ref: 'refs/heads/main',
        before: 'b'.repeat(40),
        after: COMMIT,
        checkout_sha: COMMIT,
        project: { path_with_namespace },
        commits: [{ message: 'Fix', added: [], modified: ['a'], removed: [] }],
        total_commits_count: 1,
      }),
    });
    return { status: response.status, body: await response.json() };
  }

  it('about a push deploys the applications of the project, by the token of the app', async () => {
    const { uuid } = await add();
    const { body } = await addApplication(uuid);
    expect(await push('acme/web', 'the token')).toMatchObject({
      status: 202,
      body: [{ application_uuid: body.uuid, status: 'queued' }],
    });
    expect(await test.server.database.unscoped.operation.count()).toBe(1);
  });

  it('is refused with another token, with none, and for an app whose token was taken away', async () => {
    const { id, uuid } = await add();
    await addApplication(uuid);
    expect((await push('acme/web', 'another')).status).toBe(401);
    expect((await push('acme/web', null)).status).toBe(401);
    await test.call('PATCH', `/gitlab-apps/${id}`, { webhook_token: null });
    expect((await push('acme/web', 'the token')).status).toBe(401);
    const { unscoped: db } = test.server.database;
    expect(await db.operation.count()).toBe(0);
    const rows = await db.webhookDelivery.findMany({ orderBy: { id: 'desc' }, take: 3 });
    expect(rows.map(({ status, reason }) => [status, reason])).toEqual([
      ['refused', 'no webhook secret is set'],
      ['refused', 'signature is missing'],
      ['refused', 'signature is wrong'],
    ]);
  });

  it('tells nothing of a project that no application has', async () => {
    await add();
    expect(await push('acme/other', 'the token')).toEqual({ status: 202, body: [] });
    expect(await push('acme/other', 'another')).toEqual({ status: 202, body: [] });
  });
});
