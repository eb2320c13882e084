import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationScopeOf } from '../../services/context';
import { loadPlanned } from '../../services/deployments/load';
import { sourceSpec } from '../../services/deployments/spec-source';
import { requestCommitStatus, sendCommitStatus } from '../../services/forge-reports/commit-status';
import { requestPreviewComment, sendPreviewComment } from '../../services/forge-reports/preview-comment';
import type { FakeGitHub } from '../../services/github-apps/testing';
import type { ApplicationTest } from '../application/testing';
import { GitHubAppTest } from './github-app.testing';

let apps: GitHubAppTest;
let github: FakeGitHub;
let test: ApplicationTest;
beforeAll(async () => {
  apps = await GitHubAppTest.start();
  ({ github, test } = apps);
});
afterAll(() => apps.stop());
beforeEach(() => apps.reset());

describe('an application from a GitHub App', () => {
  it('is created with the id of its repository', async () => {
    const { id, uuid } = await apps.add();
    const application = await apps.addApplication(uuid);
    const { body } = await test.call('GET', `/applications/${application}`);
    expect(body).toMatchObject({
      source_kind: 'github_app',
      source_id: id,
      repository_project_id: 42,
      git_repository: 'acme/web',
    });
  });

  it.each(['acme/other', 'https://github.com/acme/web'])('is refused for %s', async (git_repository) => {
    const { uuid } = await apps.add();
    await expect(apps.addApplication(uuid, { git_repository })).rejects.toThrow('git_repository');
  });

  it('is fetched with a token of its repository alone, by the name that the repository has now', async () => {
    const { uuid } = await apps.add();
    const application = await apps.addApplication(uuid);
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
    const { uuid } = await apps.add();
    const application = await apps.addApplication(uuid);
    const { body } = await test.call('POST', `/applications/${application}/start`);
    const { unscoped: db } = test.server.database;
    const { id } = await db.operation.findUniqueOrThrow({ where: { uuid: body.deployment_uuid } });
    const scope = organizationScopeOf(test.server.services, test.server.owner.organizationId);
    const commit = 'c'.repeat(40);
    await db.deployment.update({ where: { operationId: id }, data: { resolvedCommit: commit } });
    for (const status of ['in_progress', 'finished', 'failed'] as const) {
      await db.operation.update({ where: { id }, data: { status } });
      apps.queued.length = 0;
      await requestCommitStatus(scope, id);
      const payload = { organizationId: scope.organizationId, operationUuid: body.deployment_uuid };
      expect(apps.queued).toEqual([{ name: 'forge.commit-status', payload }]);
      await sendCommitStatus(scope, body.deployment_uuid);
    }
    expect(github.statuses.map(({ path }) => path)).toEqual(
      Array(3).fill(`/repos/acme/web/statuses/${commit}`),
    );
    expect(github.statuses.map(({ body: { state } }) => state)).toEqual(['pending', 'success', 'failure']);
    expect([...github.deployments.values()]).toMatchObject([
      {
        body: {
          ref: commit,
          environment: `production (Project/${(await test.call('GET', `/applications/${application}`)).body.name})`,
        },
        statuses: [{ state: 'in_progress' }, { state: 'success' }, { state: 'failure' }],
      },
    ]);
    expect(github.statuses[0]?.body.target_url).toBe(
      `${test.server.url}/applications/${application}/deployments/${body.deployment_uuid}`,
    );
  });
});

describe('a permission that the app does not have', () => {
  async function reported(withheld: string[]) {
    Object.assign(github, { withheld, statuses: [], deployments: new Map() });
    const { uuid } = await apps.add();
    const application = await apps.addApplication(uuid);
    const { body } = await test.call('POST', `/applications/${application}/start`);
    await test.server.database.unscoped.operation.update({
      where: { uuid: body.deployment_uuid },
      data: { status: 'finished', deployment: { update: { resolvedCommit: 'c'.repeat(40) } } },
    });
    const scope = organizationScopeOf(test.server.services, test.server.owner.organizationId);
    await sendCommitStatus(scope, body.deployment_uuid);
    github.withheld = [];
    return (await test.call('GET', `/applications/${application}/reports`)).body;
  }

  it('to list deployments does not keep the status from the commit, and is named', async () => {
    expect(await reported(['deployments'])).toMatchObject({
      github_app: { name: 'Acme deployments' },
      git_token: null,
      last_status: { problem: null, missing_permissions: ['deployments'] },
      last_comment: null,
    });
    expect(github.statuses).toHaveLength(1);
    expect(github.deployments.size).toBe(0);
  });

  it('to set a status is the problem, with what to do', async () => {
    const { problem } = (await reported(['statuses'])).last_status;
    expect(problem).toContain('not granted to this installation');
    expect(problem).toContain('“Commit statuses: Read and write”');
    expect(github.statuses).toEqual([]);
    expect((await reported([])).last_status.problem).toBeNull();
  });
});

describe('the comment at a pull request', () => {
  async function addPreview() {
    const { uuid } = await apps.add();
    const application = await apps.addApplication(uuid, { domains: 'https://web.example.com' });
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
    apps.queued.filter((each) => (each as { name: string }).name === 'forge.preview-comment') as {
      payload: Parameters<typeof sendPreviewComment>[1];
    }[]; // as the queue of this test keeps them

  it('is one, which says what is true, and is written again when it was deleted', async () => {
    const { application, preview, scope } = await addPreview();
    const { unscoped: db } = test.server.database;
    const send = async () => {
      apps.queued.length = 0;
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
    apps.queued.length = 0;
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
    apps.queued.length = 0;
    await requestPreviewComment(scope, preview);
    expect(jobs()).toEqual([]);
  });
});

describe('a call of GitHub for a GitHub App', () => {
  const call = (...args: Parameters<GitHubAppTest['hook']>) => apps.hook(...args);
  const push = (repository = { id: 42, full_name: 'acme/web' }) => ({
    ref: 'refs/heads/main',
    after: 'c'.repeat(40),
    repository,
    head_commit: { id: 'c'.repeat(40) },
    commits: [{ message: 'Fix', modified: ['a'] }],
  });

  it('about a push deploys the applications of the repository, whatever its name is now', async () => {
    const { uuid } = await apps.add();
    const application = await apps.addApplication(uuid);
    expect(await call('push', push({ id: 42, full_name: 'acme/renamed' }))).toMatchObject({
      status: 202,
      body: [{ application_uuid: application, status: 'queued' }],
    });
  });

  const unsigned = { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` };

  it('is refused for another app, and with another secret, and says why to the owners', async () => {
    const { uuid } = await apps.add();
    await apps.addApplication(uuid);
    const other = { 'X-GitHub-Hook-Installation-Target-Id': '1' };
    const numberless = { 'X-GitHub-Hook-Installation-Target-Id': 'x' };
    const missing = { 'X-Hub-Signature-256': '' };
    for (const headers of [other, numberless, unsigned, missing, { ...other, ...missing }])
      expect((await call('push', push(), headers)).status).toBe(401);
    const { unscoped: db } = test.server.database;
    await db.githubApp.update({ where: { uuid }, data: { webhookSecret: null } });
    expect((await call('push', push())).status).toBe(401);
    expect(await db.operation.count()).toBe(0);
    const { deliveries } = (await test.call('GET', '/webhook-deliveries')).body;
    expect(deliveries.map(({ status, reason }: Record<string, unknown>) => [status, reason])).toEqual([
      ['refused', 'no webhook secret is set'],
      ['refused', 'signature is wrong'],
      ['unmatched', 'the call names no GitHub App'],
      ['unmatched', 'no GitHub App has number 1'],
    ]);
    // Nothing that the call says is believed, and it cannot be replayed.
    const rows = await db.webhookDelivery.findMany({ include: { decisions: true } });
    for (const { repository, ref, commit, content, decisions } of rows)
      expect([repository, ref, commit, content, decisions]).toEqual([null, null, null, null, []]);
  });

  it('with another secret fills the ledger of its organization alone, and only so far', async () => {
    const { id } = await apps.add();
    const { unscoped: db } = test.server.database;
    const { organizationId } = await db.githubApp.findFirstOrThrow({ where: { id } });
    const row = { organizationId, provider: 'github', deliveryId: 'x', event: 'push', reason: 'earlier' };
    const rows = Array.from({ length: 59 }, (_, i) => ({ ...row, uuid: `r${i}`, status: 'refused' }));
    await db.webhookDelivery.createMany({ data: rows });
    for (let i = 0; i < 3; i++) expect((await call('push', push(), unsigned)).status).toBe(401);
    expect(await db.webhookDelivery.count()).toBe(60);
    expect(await db.webhookDelivery.count({ where: { NOT: { organizationId } } })).toBe(0);
  });

  it('about a repository without an application is kept for the owners of the organization', async () => {
    await apps.add();
    expect(await call('push', push({ id: 7, full_name: 'acme/other' }))).toEqual({ status: 202, body: [] });
    const { body } = await test.call('GET', '/webhook-deliveries');
    expect(body.deliveries).toMatchObject([
      { status: 'unmatched', reason: 'no application uses repository acme/other with Acme deployments' },
    ]);
  });

  it('about its installation says where it is installed', async () => {
    const { uuid } = await apps.add();
    const { unscoped: db } = test.server.database;
    await db.githubApp.update({ where: { uuid }, data: { installationId: null } });
    expect((await call('installation', { action: 'created', installation: { id: 99 } })).status).toBe(202);
    expect(await db.githubApp.findUnique({ where: { uuid } })).toMatchObject({ installationId: 99 });
    await call('installation', { action: 'created', installation: { id: 100 } });
    expect(await db.githubApp.findUnique({ where: { uuid } })).toMatchObject({ installationId: 99 });
  });
});
