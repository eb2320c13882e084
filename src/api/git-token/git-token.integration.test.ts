import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRepositoryApplication, COMMIT } from '../../http/webhooks/testing';
import { organizationScopeOf } from '../../services/context';
import { requestCommitStatus, sendCommitStatus } from '../../services/forge-reports/commit-status';
import { requestPreviewComment, sendPreviewComment } from '../../services/forge-reports/preview-comment';
import { type FakeForge, startFakeForge } from '../../services/forge-reports/testing';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let forge: FakeForge;
const queued: { name: string; payload: unknown }[] = [];
beforeAll(async () => {
  forge = await startFakeForge();
  test = await startApplicationTest({
    internalHosts: ['127.0.0.1'],
    queue: { enqueue: async (name, payload) => void queued.push({ name, payload }) },
  });
});
afterAll(async () => {
  await test.server.stop();
  await forge.stop();
});
beforeEach(async () => {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.gitToken.deleteMany();
  await db.gitlabApp.deleteMany();
  queued.length = 0;
  Object.assign(forge, { outage: null, statuses: [], comments: new Map() });
});

const scope = () => organizationScopeOf(test.server.services, test.server.owner.organizationId);
const fields = () => ({ forge: 'gitlab', name: 'Acme', token: forge.token, html_url: forge.url });
const add = async (more: Record<string, unknown> = {}) => {
  const { status, body } = await test.call('POST', '/git-tokens', { ...fields(), ...more });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body;
};

describe('a Git token', () => {
  it('is created, listed, changed and deleted', async () => {
    const { status, body } = await test.call('POST', '/git-tokens', {
      forge: 'gitlab',
      name: 'Acme',
      token: 'glpat-x',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      forge: 'gitlab',
      name: 'Acme',
      html_url: 'https://gitlab.com',
      api_url: 'https://gitlab.com/api/v4',
      ssh_host: null,
      repositories: null,
      last_used_at: null,
      problem: null,
    });
    expect((await test.call('GET', '/git-tokens')).body).toEqual([body]);
    expect((await test.call('GET', `/git-tokens/${body.uuid}`)).body).toEqual(body);
    const change = { name: 'Other', repositories: 'acme, tools/cli', ssh_host: 'ssh.example.com' };
    expect((await test.call('PATCH', `/git-tokens/${body.uuid}`, change)).body).toMatchObject(change);
    const cleared = { repositories: null, ssh_host: null };
    expect((await test.call('PATCH', `/git-tokens/${body.uuid}`, cleared)).body).toMatchObject(cleared);
    expect((await test.call('DELETE', `/git-tokens/${body.uuid}`)).status).toBe(200);
    expect((await test.call('GET', `/git-tokens/${body.uuid}`)).status).toBe(404);
  });

  it.each([
    ['github', 'https://github.com', 'https://api.github.com'],
    ['bitbucket', 'https://bitbucket.org', 'https://api.bitbucket.org/2.0'],
  ])('of %s needs no address', async (name, html_url, api_url) => {
    const { body } = await test.call('POST', '/git-tokens', { forge: name, name: 'Acme', token: 'x' });
    expect(body).toMatchObject({ html_url, api_url });
  });

  it('is kept sealed and shown to no one', async () => {
    const created = await add();
    const row = await test.server.database.unscoped.gitToken.findFirstOrThrow();
    expect(Buffer.from(row.tokenSealed).toString('latin1')).not.toContain(forge.token);
    for (const answer of [created, (await test.call('GET', `/git-tokens/${created.uuid}`)).body])
      expect(JSON.stringify(answer)).not.toContain(forge.token);
  });

  it.each([
    ['html_url', 'http://169.254.169.254'],
    ['api_url', 'https://10.0.0.1/api/v4'],
    ['html_url', 'https://user:secret@gitlab.com'],
    ['ssh_host', 'ssh://git@host'],
    ['repositories', 'acme//web'],
    ['token', ''],
    ['token', 'two words'],
    ['forge', 'sourceforge'],
  ])('is refused with %s %s', async (member, value) => {
    const { status, body } = await test.call('POST', '/git-tokens', { ...fields(), [member]: value });
    expect([status, Object.keys(body.errors)]).toEqual([422, [member]]);
    expect(await test.server.database.unscoped.gitToken.count()).toBe(0);
  });

  it('of Gitea needs the address of the forge', async () => {
    const { status, body } = await test.call('POST', '/git-tokens', {
      forge: 'gitea',
      name: 'A',
      token: 'x',
    });
    expect([status, Object.keys(body.errors)]).toEqual([422, ['html_url']]);
  });

  it('is sent to another host only when it is given again', async () => {
    const { uuid } = await add();
    const change = { html_url: 'https://gitlab.example.com' };
    const refused = await test.call('PATCH', `/git-tokens/${uuid}`, change);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['token']]);
    expect((await test.call('GET', `/git-tokens/${uuid}`)).body.html_url).toBe(forge.url);
    const again = await test.call('PATCH', `/git-tokens/${uuid}`, { ...change, token: 'other' });
    expect(again.body.api_url).toBe('https://gitlab.example.com/api/v4');
    const own = { api_url: 'https://gitlab.example.com/other' };
    expect((await test.call('PATCH', `/git-tokens/${uuid}`, own)).body).toMatchObject(own);
    const back = await test.call('PATCH', `/git-tokens/${uuid}`, { api_url: null });
    expect(back.body.api_url).toBe('https://gitlab.example.com/api/v4');
    const elsewhere = await test.call('PATCH', `/git-tokens/${uuid}`, {
      api_url: 'https://evil.example.com',
    });
    expect(elsewhere.status).toBe(422);
  });

  it('is validated with its forge', async () => {
    for (const [name, api_url] of [
      ['gitlab', `${forge.url}/api/v4`],
      ['gitea', `${forge.url}/api/v1`],
      ['bitbucket', `${forge.url}/2.0`],
    ]) {
      const { uuid } = await add({ forge: name, api_url });
      const validate = () => test.call('POST', `/git-tokens/${uuid}/validate`);
      expect((await validate()).body).toEqual({ valid: true, message: 'The token is accepted.' });
      await test.call('PATCH', `/git-tokens/${uuid}`, { token: 'wrong' });
      expect((await validate()).body).toMatchObject({
        valid: false,
        message: expect.stringContaining('refused'),
      });
    }
  });

  it('is validated with a repository that it is used for', async () => {
    const { uuid } = await add({ repositories: 'acme' });
    const validate = async () => (await test.call('POST', `/git-tokens/${uuid}/validate`)).body;
    const other = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/other` });
    expect(await validate()).toEqual({
      valid: false,
      message: 'The token does not have access to acme/other.',
    });
    await test.call('PATCH', `/applications/${other}`, { git_repository: `${forge.url}/acme/web` });
    expect(await validate()).toEqual({ valid: true, message: 'The token is accepted for acme/web.' });
  });
});

describe('the Git token of an application', () => {
  const application = (git_repository: string) => addRepositoryApplication(test, { git_repository });
  const tokenOf = async (uuid: string) =>
    (await test.call('GET', `/applications/${uuid}/reports`)).body.git_token;

  it('is the one that names its repository most closely', async () => {
    const of = await application(`${forge.url}/acme/web.git`);
    expect(await tokenOf(of)).toBeNull();
    await add({ name: 'elsewhere', html_url: 'https://gitlab.com' });
    await add({ name: 'others', repositories: 'acme/other' });
    expect(await tokenOf(of)).toBeNull();
    const general = await add({ name: 'general' });
    expect((await test.call('GET', `/applications/${of}/reports`)).body).toEqual({
      github_app: null,
      git_token: { uuid: general.uuid, forge: 'gitlab', name: 'general' },
      reported_at: null,
      problem: null,
      missing_permissions: [],
    });
    const group = await add({ name: 'group', repositories: 'Acme' });
    expect((await tokenOf(of)).name).toBe('group');
    await add({ name: 'group again', repositories: 'acme' });
    expect((await tokenOf(of)).name).toBe('group');
    const applications = async (uuid: string) =>
      (await test.call('GET', `/git-tokens/${uuid}/applications`)).body;
    const { name } = (await test.call('GET', `/applications/${of}`)).body;
    expect(await applications(group.uuid)).toEqual({ applications: [{ uuid: of, name }] });
    expect(await applications(general.uuid)).toEqual({ applications: [] });
  });

  it('is found for the SSH server of a GitLab app', async () => {
    const key = (await test.call('POST', '/security/keys/generate', { name: 'deploy' })).body.uuid;
    const app = await test.call('POST', '/gitlab-apps', {
      name: 'Acme',
      html_url: forge.url,
      custom_port: 2222,
    });
    const { body } = await test.call('POST', '/applications/private-deploy-key', {
      ...test.place,
      gitlab_app_uuid: app.body.uuid,
      private_key_uuid: key,
      git_repository: 'acme/web',
      git_branch: 'main',
      build_pack: 'nixpacks',
      ports_exposes: '3000',
    });
    const token = await add();
    expect((await tokenOf(body.uuid)).uuid).toBe(token.uuid);
    expect((await test.call('GET', `/git-tokens/${token.uuid}/applications`)).body.applications).toHaveLength(
      1,
    );
  });

  it('is none for an image', async () => {
    await add();
    expect(await tokenOf(await test.addApplication())).toBeNull();
  });
});

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

it('is not sent to the cloud of Bitbucket for a server of one’s own', async () => {
  const body = { forge: 'bitbucket', name: 'Own', token: 'x', html_url: 'https://bitbucket.example.com' };
  const { status, body: answer } = await test.call('POST', '/git-tokens', body);
  expect([status, Object.keys(answer.errors)]).toEqual([422, ['html_url']]);
});

it('shows members nothing but names', async () => {
  const { uuid } = await add({ repositories: 'acme' });
  const reader = await test.server.key(['read'], await test.server.member('member'));
  const { body } = await test.call('GET', `/git-tokens/${uuid}`, undefined, reader);
  expect(Object.keys(body).sort()).toEqual(
    ['created_at', 'forge', 'last_used_at', 'name', 'team_id', 'updated_at', 'uuid'].sort(),
  );
});
