import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationScopeOf } from '../../services/context';
import { loadPlanned } from '../../services/deployments/load';
import { sourceSpec } from '../../services/deployments/spec-source';
import { requestCommitStatus, sendCommitStatus } from '../../services/github-apps/commit-status';
import { requestPreviewComment, sendPreviewComment } from '../../services/github-apps/preview-comment';
import { type FakeGitHub, startFakeGitHub } from '../../services/github-apps/testing';
import { type ApplicationTest, startApplicationTest } from '../application/testing';
import { addApplicationOfApp, githubAppFields, storeAppKey } from './application.testing';

let github: FakeGitHub;
let test: ApplicationTest;
let keyUuid: string;
const queued: unknown[] = [];
beforeAll(async () => {
  github = await startFakeGitHub();
  test = await startApplicationTest({
    internalHosts: ['127.0.0.1'],
    queue: { enqueue: async (name, payload) => void queued.push({ name, payload }) },
  });
  keyUuid = await storeAppKey(test, github);
});
afterAll(async () => {
  await test.server.stop();
  await github.stop();
});
beforeEach(async () => {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.githubApp.deleteMany();
  await db.webhookDelivery.deleteMany();
  github.repositories = [{ id: 42, full_name: 'acme/web', branches: ['main', 'dev'] }];
  github.statuses = [];
  github.comments.clear();
  github.grants = [];
  github.outage = null;
  queued.length = 0;
});

const fields = () => githubAppFields(github, keyUuid);
const add = async () => (await test.call('POST', '/github-apps', fields())).body;

const addApplication = (uuid: string, more: Record<string, unknown> = {}) =>
  addApplicationOfApp(test, uuid, more);

describe('a GitHub App', () => {
  it('is created, listed, changed and deleted', async () => {
    const created = await test.call('POST', '/github-apps', fields());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'Acme deployments',
      api_url: github.url,
      app_id: github.appId,
      custom_user: 'git',
      custom_port: 22,
      is_system_wide: false,
      type: 'github',
    });
    const { id } = created.body;
    expect((await test.call('GET', '/github-apps')).body).toEqual([created.body]);
    const changed = await test.call('PATCH', `/github-apps/${id}`, { name: 'Other', custom_port: 2222 });
    expect(changed.body).toMatchObject({
      message: 'GitHub app updated successfully',
      data: { name: 'Other', custom_port: 2222, client_id: 'Iv1.client' },
    });
    const deleted = await test.call('DELETE', `/github-apps/${id}`);
    expect(deleted.body).toEqual({ message: 'GitHub app deleted successfully' });
    expect((await test.call('DELETE', `/github-apps/${id}`)).status).toBe(404);
  });

  it('is kept with its secrets sealed, and shows them to those who may see them alone', async () => {
    await add();
    const row = await test.server.database.unscoped.githubApp.findFirstOrThrow();
    expect(Buffer.from(row.clientSecret).toString('latin1')).not.toContain('the client secret');
    expect((await test.call('GET', '/github-apps')).body[0].client_secret).toBe('the client secret');
    const reader = await test.server.key(['read']);
    const { body } = await test.call('GET', '/github-apps', undefined, reader);
    expect(body[0]).not.toHaveProperty('client_secret');
    expect(body[0]).not.toHaveProperty('webhook_secret');
  });

  it('has the API of its installation of GitHub unless another is given', async () => {
    const { api_url: _, ...rest } = fields();
    const apiOf = async (html_url: string) =>
      (await test.call('POST', '/github-apps', { ...rest, html_url })).body.api_url;
    expect(await apiOf('https://github.com')).toBe('https://api.github.com');
    expect(await apiOf('https://github.example.com/')).toBe('https://github.example.com/api/v3');
  });

  it.each([
    ['api_url', 'http://169.254.169.254', 'api_url'],
    ['api_url', 'https://10.0.0.1', 'api_url'],
    ['html_url', 'https://localhost', 'html_url'],
    ['html_url', 'http://github.com', 'html_url'],
    ['api_url', 'https://user:secret@github.com', 'api_url'],
    ['app_id', 0, 'app_id'],
    ['client_secret', '', 'client_secret'],
    ['is_system_wide', true, 'is_system_wide'],
  ])('is refused with %s %s', async (member, value, field) => {
    const { status, body } = await test.call('POST', '/github-apps', { ...fields(), [member]: value });
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });

  it('needs an RSA key', async () => {
    const { body: key } = await test.call('POST', '/security/keys/generate', { name: 'ed25519' });
    const { status, body } = await test.call('POST', '/github-apps', {
      ...fields(),
      private_key_uuid: key.uuid,
    });
    expect([status, body.errors]).toEqual([
      422,
      { private_key_uuid: ['The private key of a GitHub App must be an RSA key.'] },
    ]);
  });

  it('is not deleted while an application is made from it, and names those that are', async () => {
    const { id, uuid } = await add();
    const application = await addApplication(uuid, { name: 'shop' });
    expect((await test.call('GET', `/github-apps/${id}/applications`)).body).toEqual({
      applications: [{ uuid: application, name: 'shop' }],
    });
    const { status, body } = await test.call('DELETE', `/github-apps/${id}`);
    expect([status, body.message]).toEqual([
      409,
      'This GitHub app is being used by 1 application(s). Please delete all applications first.',
    ]);
  });

  it('of another organization is not there', async () => {
    const { id, uuid } = await add();
    const { token, place } = await test.stranger();
    expect((await test.call('GET', `/github-apps/${id}/repositories`, undefined, token)).status).toBe(404);
    expect((await test.call('PATCH', `/github-apps/${uuid}`, { name: 'x' }, token)).status).toBe(404);
    const body = {
      ...place,
      github_app_uuid: uuid,
      git_repository: 'acme/web',
      git_branch: 'main',
      build_pack: 'nixpacks',
    };
    expect((await test.call('POST', '/applications/private-github-app', body, token)).status).toBe(404);
  });
});

describe('the repositories of a GitHub App', () => {
  it('are listed over all pages', async () => {
    github.repositories = Array.from({ length: 130 }, (_, id) => ({
      id,
      full_name: `acme/web${id}`,
      branches: [],
    }));
    const { id } = await add();
    const { body } = await test.call('GET', `/github-apps/${id}/repositories`);
    expect(body.repositories).toHaveLength(130);
    expect(body.repositories[0]).toMatchObject({
      id: 0,
      name: 'web0',
      full_name: 'acme/web0',
      private: true,
    });
  });

  it('have branches', async () => {
    const { id } = await add();
    const { body } = await test.call('GET', `/github-apps/${id}/repositories/acme/web/branches`);
    expect(body.branches.map(({ name }: { name: string }) => name)).toEqual(['main', 'dev']);
  });

  it.each(['acme/other', 'acme/..', '../web'])('have none for %s', async (name) => {
    const { id } = await add();
    const [owner = '', repo = ''] = name.split('/').map(encodeURIComponent);
    const path = `/github-apps/${id}/repositories/${owner.replaceAll('.', '%2E')}/${repo.replaceAll('.', '%2E')}/branches`;
    expect((await test.call('GET', path)).status).toBe(404);
  });

  it('are not listed once its key is no RSA key any more', async () => {
    const { id } = await add();
    const { body: other } = await test.call('POST', '/security/keys/generate', { name: 'other' });
    const { unscoped: db } = test.server.database;
    const { privateKeySealed, publicKey } = await db.privateKey.findUniqueOrThrow({
      where: { uuid: other.uuid },
    });
    const before = await db.privateKey.findUniqueOrThrow({ where: { uuid: keyUuid } });
    await db.privateKey.update({ where: { uuid: keyUuid }, data: { privateKeySealed, publicKey } });
    const { status } = await test.call('GET', `/github-apps/${id}/repositories`);
    const restored = { privateKeySealed: before.privateKeySealed, publicKey: before.publicKey };
    await db.privateKey.update({ where: { uuid: keyUuid }, data: restored });
    expect(status).toBe(400);
  });

  it('are not listed when GitHub refuses or is away, with the reason', async () => {
    const { id } = await add();
    await test.call('PATCH', `/github-apps/${id}`, { app_id: 1 });
    const refused = await test.call('GET', `/github-apps/${id}/repositories`);
    expect([refused.status, refused.body.message]).toEqual([
      400,
      'GitHub refused the GitHub App: Bad credentials',
    ]);
    github.outage = 502;
    expect((await test.call('GET', `/github-apps/${id}/repositories`)).status).toBe(503);
  });
});

describe('an application from a GitHub App', () => {
  it('is created with the id of its repository', async () => {
    const { id, uuid } = await add();
    const application = await addApplication(uuid);
    const { body } = await test.call('GET', `/applications/${application}`);
    expect(body).toMatchObject({
      source_kind: 'github_app',
      source_id: id,
      repository_project_id: 42,
      git_repository: 'acme/web',
    });
  });

  it.each(['acme/other', 'https://github.com/acme/web'])('is refused for %s', async (git_repository) => {
    const { uuid } = await add();
    await expect(addApplication(uuid, { git_repository })).rejects.toThrow('git_repository');
  });

  it('is fetched with a token of its repository alone, by the name that the repository has now', async () => {
    const { uuid } = await add();
    const application = await addApplication(uuid);
    github.repositories = [{ id: 42, full_name: 'acme/renamed', branches: ['main'] }];
    github.grants = [];
    const scope = organizationScopeOf(test.server.services, test.server.owner.organizationId);
    const subject = await loadPlanned(scope, application, { uuid: 'a'.repeat(24), force: false });
    const source = await sourceSpec(scope, subject);
    expect(source).toMatchObject({
      kind: 'git',
      repository: `${github.url}/acme/renamed.git`,
      credentials: { origin: github.url },
    });
    expect(github.grants).toEqual([{ repository_ids: [42], permissions: { contents: 'read' } }]);
    expect(JSON.stringify(source)).not.toContain('ghs_');
  });

  it('shows its deployments at the commit', async () => {
    const { uuid } = await add();
    const application = await addApplication(uuid);
    const { body } = await test.call('POST', `/applications/${application}/start`);
    const { unscoped: db } = test.server.database;
    const { id } = await db.operation.findUniqueOrThrow({ where: { uuid: body.deployment_uuid } });
    const scope = organizationScopeOf(test.server.services, test.server.owner.organizationId);
    const commit = 'c'.repeat(40);
    await db.deployment.update({ where: { operationId: id }, data: { resolvedCommit: commit } });
    for (const status of ['in_progress', 'finished', 'failed'] as const) {
      await db.operation.update({ where: { id }, data: { status } });
      queued.length = 0;
      await requestCommitStatus(scope, id);
      const payload = { organizationId: scope.organizationId, operationUuid: body.deployment_uuid };
      expect(queued).toEqual([{ name: 'github.commit-status', payload }]);
      await sendCommitStatus(scope, body.deployment_uuid);
    }
    expect(github.statuses.map(({ path }) => path)).toEqual(
      Array(3).fill(`/repos/acme/web/statuses/${commit}`),
    );
    expect(github.statuses.map(({ body: { state } }) => state)).toEqual(['pending', 'success', 'failure']);
    expect(github.statuses[0]?.body.target_url).toBe(
      `${test.server.url}/applications/${application}/deployments/${body.deployment_uuid}`,
    );
  });
});

describe('the comment at a pull request', () => {
  async function addPreview() {
    const { uuid } = await add();
    const application = await addApplication(uuid, { domains: 'https://web.example.com' });
    const { unscoped: db } = test.server.database;
    const { id: workloadId, organizationId } = await db.workload.findUniqueOrThrow({
      where: { uuid: application },
    });
    const preview = await db.preview.create({
      data: {
        uuid: 'p'.repeat(24),
        organizationId,
        workloadId,
        pullRequestId: 7,
        isFork: false,
        needsApproval: false,
        commit: 'c'.repeat(40),
        random: 'r',
        fqdn: 'https://7.web.example.com',
        state: 'deploying',
        activeAt: new Date(),
      },
    });
    return { application, preview, scope: organizationScopeOf(test.server.services, organizationId) };
  }
  const jobs = () =>
    queued.filter((each) => (each as { name: string }).name === 'github.preview-comment') as {
      payload: Parameters<typeof sendPreviewComment>[1];
    }[]; // as the queue of this test keeps them

  it('is one, which says what is true, and is written again when it was deleted', async () => {
    const { application, preview, scope } = await addPreview();
    const { unscoped: db } = test.server.database;
    const send = async () => {
      queued.length = 0;
      await requestPreviewComment(scope, preview);
      for (const { payload } of jobs()) await sendPreviewComment(scope, payload);
    };
    await send();
    const [[id, first] = [0, undefined]] = [...github.comments];
    expect(first).toMatchObject({ pullRequest: 7, body: expect.stringContaining('It is being deployed.') });
    expect(first?.body).toContain('https://7.web.example.com');
    expect(first?.body).toContain('Commit: ccccccc');
    await db.preview.updateMany({ data: { state: 'running', deploymentUuid: 'd'.repeat(24) } });
    await send();
    expect([...github.comments.keys()]).toEqual([id]);
    expect(github.comments.get(id)?.body).toContain('It is deployed.');
    expect(github.comments.get(id)?.body).toContain(
      `${test.server.url}/applications/${application}/deployments/${'d'.repeat(24)}`,
    );
    github.comments.clear();
    await send();
    expect([...github.comments.values()]).toMatchObject([{ pullRequest: 7 }]);
    expect(github.grants.at(-1)).toEqual({ repository_ids: [42], permissions: { pull_requests: 'write' } });
  });

  it('says that the preview was removed once it is gone', async () => {
    const { application, preview, scope } = await addPreview();
    await requestPreviewComment(scope, preview);
    for (const { payload } of jobs()) await sendPreviewComment(scope, payload);
    queued.length = 0;
    expect((await test.call('DELETE', `/applications/${application}/previews/7`)).status).toBe(200);
    expect(await test.server.database.unscoped.preview.count()).toBe(0);
    expect(jobs()).toHaveLength(1);
    for (const { payload } of jobs()) await sendPreviewComment(scope, payload);
    expect([...github.comments.values()].map(({ body }) => body)).toEqual([
      expect.stringContaining('It was removed.'),
    ]);
  });

  it('is none for an application without a GitHub App', async () => {
    const { preview, scope } = await addPreview();
    await test.server.database.unscoped.application.updateMany({ data: { githubAppId: null } });
    queued.length = 0;
    await requestPreviewComment(scope, preview);
    expect(jobs()).toEqual([]);
  });
});

describe('a call of GitHub for a GitHub App', () => {
  async function call(event: string, body: unknown, headers: Record<string, string> = {}) {
    const text = JSON.stringify(body);
    const response = await fetch(`${test.server.url}/webhooks/source/github/events`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-GitHub-Event': event,
        'X-GitHub-Delivery': crypto.randomUUID(),
        'X-GitHub-Hook-Installation-Target-Id': String(github.appId),
        'X-Hub-Signature-256': github.sign(text),
        ...headers,
      },
      body: text,
    });
    return { status: response.status, body: await response.json() };
  }
  const push = (repository = { id: 42, full_name: 'acme/web' }) => ({
    ref: 'refs/heads/main',
    after: 'c'.repeat(40),
    repository,
    head_commit: { id: 'c'.repeat(40) },
    commits: [{ message: 'Fix', modified: ['a'] }],
  });

  it('about a push deploys the applications of the repository, whatever its name is now', async () => {
    const { uuid } = await add();
    const application = await addApplication(uuid);
    expect(await call('push', push({ id: 42, full_name: 'acme/renamed' }))).toMatchObject({
      status: 202,
      body: [{ application_uuid: application, status: 'queued' }],
    });
  });

  it('is refused for another app, and with another secret', async () => {
    const { uuid } = await add();
    await addApplication(uuid);
    const headers = { 'X-GitHub-Hook-Installation-Target-Id': '1' };
    expect((await call('push', push(), headers)).status).toBe(401);
    expect((await call('push', push(), { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` })).status).toBe(
      401,
    );
    expect(await test.server.database.unscoped.operation.count()).toBe(0);
  });

  it('about a repository without an application is kept for the owners of the organization', async () => {
    await add();
    expect(await call('push', push({ id: 7, full_name: 'acme/other' }))).toEqual({ status: 202, body: [] });
    const { body } = await test.call('GET', '/webhook-deliveries');
    expect(body.deliveries).toMatchObject([
      { status: 'unmatched', reason: 'no application uses repository acme/other with Acme deployments' },
    ]);
  });

  it('about its installation says where it is installed', async () => {
    const { uuid } = await add();
    const { unscoped: db } = test.server.database;
    await db.githubApp.update({ where: { uuid }, data: { installationId: null } });
    expect((await call('installation', { action: 'created', installation: { id: 99 } })).status).toBe(202);
    expect(await db.githubApp.findUnique({ where: { uuid } })).toMatchObject({ installationId: 99 });
    await call('installation', { action: 'created', installation: { id: 100 } });
    expect(await db.githubApp.findUnique({ where: { uuid } })).toMatchObject({ installationId: 99 });
  });
});
