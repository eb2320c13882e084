import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRepositoryApplication, COMMIT } from '../../http/webhooks/testing';
import { requestCommitStatus, sendCommitStatus } from '../../services/forge-reports/commit-status';
import { requestPreviewComment, sendPreviewComment } from '../../services/forge-reports/preview-comment';
import { reportUnreportedEnds } from '../../services/forge-reports/report-end';
import type { FakeForge } from '../../services/forge-reports/testing';
import { operationTable } from '../../services/operation-kinds/operation-table';
import { claimNext } from '../../services/operations/claim';
import { FakeEngine } from '../../services/operations/fake-engine.testing';
import { Kill } from '../../services/operations/kill.testing';
import { runOperation } from '../../services/operations/run';
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
    (await test.call('GET', `/applications/${uuid}/reports`)).body.last_status.problem;
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

describe('a report', () => {
  const addApplication = (fields: Record<string, unknown> = {}) =>
    addRepositoryApplication(test, { git_repository: `${forge.url}/acme/web`, ...fields });
  const db = () => test.server.database.unscoped;
  /** Request a deployment of the commit. */
  const deploy = async (uuid: string, status?: 'in_progress' | 'finished') => {
    const { deployment_uuid } = (await test.call('POST', `/applications/${uuid}/start`)).body;
    await db().operation.update({
      where: { uuid: deployment_uuid },
      data: { ...(status && { status }), deployment: { update: { resolvedCommit: COMMIT } } },
    });
    return deployment_uuid;
  };
  const end = (uuid: string) => db().operation.update({ where: { uuid }, data: { status: 'finished' } });
  const names = () => forge.statuses.map(({ name, state }) => `${state} ${name}`);

  it('of the end comes, wherever the worker is killed', async () => {
    await add();
    const uuid = await addApplication();
    await db().server.updateMany({ data: { hostKey: 'pinned', state: 'usable' } });
    for (let boundary = 0, isKilled = true; isKilled; boundary++) {
      const operationUuid = await deploy(uuid);
      const kill = new Kill(boundary);
      const { queue, ...services } = test.server.services;
      const enqueue: typeof queue.enqueue = async (...call) => {
        kill.pass();
        await queue.enqueue(...call);
        kill.pass();
      };
      queued.length = 0;
      const claim = await claimNext(test.server.services, test.place.server_uuid, 'worker');
      if (!claim) throw new Error('Nothing to run.');
      const { signal: stopping } = new AbortController();
      // The engine double does not use its host.
      const host = () => ({ serverUuid: test.place.server_uuid }) as ReturnType<typeof services.hosts.host>;
      const killed = { ...services, queue: { enqueue }, hosts: { ...services.hosts, host } };
      await runOperation(killed, { claim, table: operationTable, stopping, engine: new FakeEngine() });
      isKilled = kill.isDone;
      expect(await db().operation.findUnique({ where: { uuid: operationUuid } })).toMatchObject({
        status: 'finished',
      });
      // The process may still be about to queue it.
      await reportUnreportedEnds(test.server.services);
      const before = queued.filter(({ name }) => name === 'forge.commit-status').length;
      await test.server.database.pool.query(
        `UPDATE operations SET updated_at = updated_at - interval '1 minute'`,
      );
      await reportUnreportedEnds(test.server.services);
      const payload = { organizationId: scope().organizationId, operationUuid };
      expect([boundary, queued]).toEqual([
        boundary,
        expect.arrayContaining([{ name: 'forge.commit-status', payload }]),
      ]);
      if (!isKilled) expect(before).toBe(1);
      queued.length = 0;
      await reportUnreportedEnds(test.server.services);
      expect([boundary, queued]).toEqual([boundary, []]);
    }
  });

  it('has the plain name of the first of two applications, and a mark of the other one, as long as they are named so', async () => {
    await add();
    const first = await addApplication({ name: 'web' });
    const second = await addApplication({ name: 'WEB' });
    for (const uuid of [first, second, first, second])
      await sendCommitStatus(scope(), await deploy(uuid, 'finished'));
    const marked = `success Gantry: Project/WEB ${second.slice(0, 8)} (production)`;
    const plain = 'success Gantry: Project/web (production)';
    expect(names()).toEqual([plain, marked, plain, marked]);
    await test.call('PATCH', `/applications/${second}`, { name: 'shop' });
    await sendCommitStatus(scope(), await deploy(second, 'finished'));
    expect(names().at(-1)).toBe('success Gantry: Project/shop (production)');
  });

  it('of the end has the name under which the forge shows the beginning', async () => {
    await add();
    const uuid = await addApplication({ name: 'old' });
    const first = await deploy(uuid, 'in_progress');
    await sendCommitStatus(scope(), first);
    await test.call('PATCH', `/applications/${uuid}`, { name: 'new' });
    await end(first);
    // Another one of the commit begins before the end was reported.
    const second = await deploy(uuid, 'in_progress');
    await sendCommitStatus(scope(), first);
    await end(second);
    await sendCommitStatus(scope(), second);
    await sendCommitStatus(scope(), await deploy(uuid, 'finished'));
    expect(names()).toEqual([
      'running Gantry: Project/old (production)',
      'running Gantry: Project/old (production)',
      'success Gantry: Project/old (production)',
      'success Gantry: Project/new (production)',
    ]);
  });

  it('of one kind does not hide the problem of another one', async () => {
    await add();
    const uuid = await addApplication();
    const { id: workloadId, organizationId } = await db().workload.findUniqueOrThrow({ where: { uuid } });
    const row = { organizationId, workloadId, pullRequestId: 7, isFork: false, needsApproval: false };
    const more = { commit: COMMIT, random: 'r', state: 'running', activeAt: new Date() } as const;
    await db().preview.create({ data: { ...row, ...more, uuid: 'p'.repeat(24) } });
    forge.outage = 403;
    await sendPreviewComment(scope(), { applicationUuid: uuid, pullRequestId: 7 });
    forge.outage = null;
    await sendCommitStatus(scope(), await deploy(uuid, 'finished'));
    const reports = async () => (await test.call('GET', `/applications/${uuid}/reports`)).body;
    expect(await reports()).toMatchObject({
      last_status: { problem: null },
      last_comment: { problem: expect.stringContaining('403') },
    });
    await sendPreviewComment(scope(), { applicationUuid: uuid, pullRequestId: 7 });
    expect((await reports()).last_comment).toMatchObject({ problem: null });
  });

  it('ends with its time, and is tried again', async () => {
    await add();
    const uuid = await addApplication();
    const operation = await deploy(uuid, 'finished');
    const time = new AbortController();
    forge.onHeld = () => time.abort();
    await expect(sendCommitStatus(scope(), operation, time.signal)).rejects.toMatchObject({
      code: 'unavailable',
    });
    forge.onHeld = null;
    await sendCommitStatus(scope(), operation);
    expect(names()).toHaveLength(1);
  });
});
