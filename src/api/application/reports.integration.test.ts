import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRepositoryApplication, COMMIT } from '../../http/webhooks/testing';
import { requestCommitStatus, sendCommitStatus } from '../../services/forge-reports/commit-status';
import { requestPreviewComment, sendPreviewComment } from '../../services/forge-reports/preview-comment';
import type { FakeForge } from '../../services/forge-reports/testing';
import { type GitTokenTest, startGitTokenTest } from '../git-token/git-token.testing';
import type { ApplicationTest } from './testing';

let tokens: GitTokenTest;
let test: ApplicationTest;
let forge: FakeForge;
let queued: GitTokenTest['queued'];
beforeAll(async () => {
  tokens = await startGitTokenTest();
  ({ test, forge, queued } = tokens);
});
afterAll(() => tokens.stop());
beforeEach(() => tokens.reset());

const scope = () => tokens.scope();
const add = (more?: Record<string, unknown>) => tokens.add(more);

describe.each([
  ['gitlab', '/api/v4', ['running', 'success', 'failed', 'canceled'], 'main'],
  ['gitea', '/api/v1', ['pending', 'success', 'failure', 'error'], undefined],
  ['bitbucket', '/2.0', ['INPROGRESS', 'SUCCESSFUL', 'FAILED', 'STOPPED'], undefined],
])('%s', (name, path, states, ref) => {
  const token = () => add({ forge: name, api_url: forge.url + path });

  it('is shown each state of a deployment at its commit', async () => {
    const { uuid: tokenUuid } = await token();
    const uuid = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web` });
    const { deployment_uuid } = (await test.call('POST', `/applications/${uuid}/start`)).body;
    const { unscoped: db } = test.server.database;
    const { id } = await db.operation.findUniqueOrThrow({ where: { uuid: deployment_uuid } });
    await db.deployment.update({ where: { operationId: id }, data: { resolvedCommit: COMMIT } });
    for (const status of ['in_progress', 'finished', 'failed', 'cancelled'] as const) {
      await db.operation.update({ where: { id }, data: { status } });
      queued.length = 0;
      await requestCommitStatus(scope(), id);
      const payload = { organizationId: scope().organizationId, operationUuid: deployment_uuid };
      expect(queued).toEqual([{ name: 'forge.commit-status', payload }]);
      await sendCommitStatus(scope(), deployment_uuid);
    }
    expect(forge.statuses.map(({ state }) => state)).toEqual(states);
    const { name: of } = (await test.call('GET', `/applications/${uuid}`)).body;
    expect(forge.statuses[0]).toEqual({
      repository: 'acme/web',
      commit: COMMIT,
      state: states[0],
      name: `Gantry: Project/${of} (production)`,
      url: `${test.server.url}/applications/${uuid}/deployments/${deployment_uuid}`,
      ...(ref && { ref }),
    });
    const { body } = await test.call('GET', `/git-tokens/${tokenUuid}`);
    expect(body).toMatchObject({ problem: null, last_used_at: expect.any(String) });
  });

  it('has one comment at a pull request, which says what is true', async () => {
    await token();
    const uuid = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web` });
    const { unscoped: db } = test.server.database;
    const { id: workloadId, organizationId } = await db.workload.findUniqueOrThrow({ where: { uuid } });
    const preview = await db.preview.create({
      data: {
        uuid: 'p'.repeat(24),
        organizationId,
        workloadId,
        pullRequestId: 7,
        isFork: false,
        needsApproval: false,
        commit: COMMIT,
        random: 'r',
        state: 'deploying',
        activeAt: new Date(),
      },
    });
    const send = async () => {
      queued.length = 0;
      await requestPreviewComment(scope(), preview);
      for (const { payload } of queued)
        await sendPreviewComment(scope(), payload as Parameters<typeof sendPreviewComment>[1]); // as it was queued
    };
    const texts = () => [...forge.comments.values()].map(({ text }) => text);
    await send();
    expect([...forge.comments.values()]).toMatchObject([{ repository: 'acme/web', pullRequest: 7 }]);
    expect(texts()).toEqual([expect.stringContaining('It is being deployed.')]);
    await db.preview.updateMany({ data: { state: 'running' } });
    await send();
    expect(texts()).toEqual([expect.stringContaining('It is deployed.')]);
    // The job may run while the removal is not over, or before its last step.
    await db.preview.updateMany({ data: { state: 'removing' } });
    await send();
    expect(texts()).toEqual([expect.stringContaining('It is being removed.')]);
    queued.length = 0;
    await requestPreviewComment(scope(), preview, { isRemoved: true });
    const [{ payload: early } = { payload: null }] = queued;
    await sendPreviewComment(scope(), early as Parameters<typeof sendPreviewComment>[1]); // as it was queued
    expect(texts()).toEqual([expect.stringContaining('It was removed.')]);
    await db.preview.updateMany({ data: { state: 'running' } });
    await sendPreviewComment(scope(), early as Parameters<typeof sendPreviewComment>[1]); // as it was queued
    expect(texts()).toEqual([expect.stringContaining('It is deployed.')]);
    forge.comments.clear();
    await send();
    expect(texts()).toEqual([expect.stringContaining('It is deployed.')]);
    const removal = await test.call('DELETE', `/applications/${uuid}/previews/7`);
    expect(removal.status).toBe(200);
    const last = queued.filter((each) => each.name === 'forge.preview-comment').at(-1);
    await sendPreviewComment(scope(), last?.payload as Parameters<typeof sendPreviewComment>[1]); // as it was queued
    expect(texts()).toEqual([expect.stringContaining('It was removed.')]);
  });
});

describe('a forge that refuses', () => {
  const deployed = async (uuid: string) => {
    const { deployment_uuid } = (await test.call('POST', `/applications/${uuid}/start`)).body;
    await test.server.database.unscoped.operation.update({
      where: { uuid: deployment_uuid },
      data: { status: 'finished', deployment: { update: { resolvedCommit: COMMIT } } },
    });
    return deployment_uuid;
  };
  const problemOf = async (uuid: string) =>
    (await test.call('GET', `/applications/${uuid}/reports`)).body.problem;
  const problemOfToken = async (uuid: string) => (await test.call('GET', `/git-tokens/${uuid}`)).body.problem;

  it('the token is named at the token and at the application, without the token, and is not called again', async () => {
    const { uuid: tokenUuid } = await add({ token: 'glpat-revoked' });
    const uuid = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web` });
    const operation = await deployed(uuid);
    await sendCommitStatus(scope(), operation);
    for (const problem of [await problemOf(uuid), await problemOfToken(tokenUuid)]) {
      expect(problem).toMatch(/^GitLab refuses the token, or the token may not do this\. .* with 401/);
      expect(problem).not.toContain('glpat-revoked');
    }
    await test.call('PATCH', `/git-tokens/${tokenUuid}`, { name: 'Renamed' });
    expect(await problemOfToken(tokenUuid)).toContain('401');
    await test.call('PATCH', `/git-tokens/${tokenUuid}`, { token: forge.token });
    expect(await problemOfToken(tokenUuid)).toBeNull();
    await sendCommitStatus(scope(), operation);
    expect(await problemOf(uuid)).toBeNull();
  });

  it('a repository concerns its application alone', async () => {
    const { uuid: tokenUuid } = await add();
    const uuid = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web` });
    const operation = await deployed(uuid);
    forge.outage = 403;
    await sendCommitStatus(scope(), operation);
    expect(await problemOf(uuid)).toContain('403');
    expect(await problemOfToken(tokenUuid)).toBeNull();
  });

  it('nothing, but does not answer, is tried again', async () => {
    await add();
    const uuid = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web` });
    const operation = await deployed(uuid);
    forge.outage = 502;
    await expect(sendCommitStatus(scope(), operation)).rejects.toMatchObject({ code: 'unavailable' });
    expect(await problemOf(uuid)).toContain('502');
    forge.outage = null;
    await sendCommitStatus(scope(), operation);
    expect(await problemOf(uuid)).toBeNull();
  });

  it('shows the newest deployment of a commit, when a report of an older one comes late', async () => {
    await add();
    const uuid = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web` });
    const older = await deployed(uuid);
    await test.server.database.unscoped.operation.update({
      where: { uuid: older },
      data: { status: 'failed' },
    });
    const newer = await deployed(uuid);
    await sendCommitStatus(scope(), newer);
    await sendCommitStatus(scope(), older);
    expect(forge.statuses.map(({ state }) => state)).toEqual(['success', 'success']);
  });
});
