import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { addRepositoryApplication, COMMIT, callAsGitHub, pushPayload } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  await test.server.database.unscoped.workload.deleteMany();
  await test.server.database.unscoped.webhookDelivery.deleteMany();
});

const deployments = (uuid: string) =>
  test.server.database.unscoped.operation.findMany({
    where: { workload: { uuid } },
    include: { deployment: true },
  });
const ledger = () =>
  test.server.database.unscoped.webhookDelivery.findMany({
    include: { decisions: true },
    orderBy: { id: 'asc' },
  });
const push = (fields: Parameters<typeof pushPayload>[0] = {}, call = {}) =>
  callAsGitHub(test, { body: pushPayload(fields), ...call });

describe('a push that GitHub delivers', () => {
  it('deploys the commit of the application that has its secret', async () => {
    const uuid = await addRepositoryApplication(test);
    const { status, body } = await push();
    expect(status).toBe(202);
    const [deployment] = await deployments(uuid);
    expect(body).toEqual([
      {
        application: expect.any(String),
        application_uuid: uuid,
        status: 'queued',
        message: 'Deployment queued.',
        deployment_uuid: deployment?.uuid,
      },
    ]);
    expect(deployment).toMatchObject({ status: 'queued', cause: 'webhook', kind: 'deploy' });
    expect(deployment?.deployment?.commit).toBe(COMMIT);
    expect(await ledger()).toMatchObject([
      {
        provider: 'github',
        event: 'push',
        repository: 'acme/web',
        ref: 'main',
        commit: COMMIT,
        status: 'queued',
        reason: 'Deployment queued.',
        decisions: [{ status: 'queued', operationUuid: deployment?.uuid }],
      },
    ]);
  });

  it('makes one deployment however often it comes, and answers with the first result', async () => {
    const uuid = await addRepositoryApplication(test);
    const delivery = randomUUID();
    const answers = await Promise.all(Array.from({ length: 8 }, () => push({}, { delivery })));
    const [deployment] = await deployments(uuid);
    await test.server.database.unscoped.operation.updateMany({ data: { status: 'finished' } });
    answers.push(await push({}, { delivery }));
    expect(answers.map(({ status }) => status)).toEqual(Array(9).fill(202));
    expect(new Set(answers.map(({ body }) => body[0].deployment_uuid))).toEqual(new Set([deployment?.uuid]));
    expect(await deployments(uuid)).toHaveLength(1);
    const rows = await ledger();
    const first = rows.find(({ status }) => status === 'queued');
    expect(rows.at(-1)).toMatchObject({
      status: 'duplicate',
      reason: `duplicate of delivery ${first?.uuid}`,
    });
    expect(rows.filter(({ status }) => status === 'queued')).toHaveLength(1);
  });

  it.each([
    ['a tag', 'refs/tags/v1.2.0', 'tags/v*', 'v1.2.0'],
    ['another branch', 'refs/heads/release/2', 'release/*', 'release/2'],
  ])('deploys %s that matches a pattern', async (_name, ref, watch_refs, gitRef) => {
    const uuid = await addRepositoryApplication(test, { watch_refs });
    expect((await push({ ref })).body).toMatchObject([{ status: 'queued' }]);
    expect((await deployments(uuid))[0]?.deployment).toMatchObject({ commit: COMMIT, gitRef });
  });

  it('deploys again what was pushed again', async () => {
    const uuid = await addRepositoryApplication(test);
    await push();
    await push({ after: 'd'.repeat(40) });
    expect((await deployments(uuid)).map(({ status }) => status).sort()).toEqual(['cancelled', 'queued']);
  });

  it.each([
    ['another branch', { ref: 'refs/heads/dev' }, {}, 'branch `dev` is not `main`'],
    ['a tag', { ref: 'refs/tags/v1' }, {}, 'tag `v1` is not `main`'],
    [
      'an unwatched tag',
      { ref: 'refs/tags/x1' },
      { watch_refs: 'tags/v*' },
      'tag `x1` matches no pattern of `watch_refs`',
    ],
    ['the branch', {}, { watch_refs: 'tags/v*' }, 'branch `main` matches no pattern of `watch_refs`'],
    ['a deleted branch', { after: '0'.repeat(40) }, {}, 'branch `main` was deleted'],
    ['auto deploy off', {}, { is_auto_deploy_enabled: false }, 'auto deploy is off'],
    ['a pinned commit', {}, { git_commit_sha: 'abcdef0' }, 'pinned to commit `abcdef0`'],
    [
      'unwatched paths',
      { paths: ['README.md'] },
      { watch_paths: 'src/**' },
      'no path of `watch_paths` changed',
    ],
    [
      'marked commits',
      { messages: ['Fix [skip ci]', 'Docs [skip cd]'] },
      {},
      'every commit says `[skip ci]` or `[skip cd]`',
    ],
  ])('is skipped for %s, with the reason', async (_name, fields, settings, message) => {
    const uuid = await addRepositoryApplication(test, settings);
    const { status, body } = await push(fields);
    expect({ status, body }).toMatchObject({ status: 202, body: [{ status: 'skipped', message }] });
    expect(await deployments(uuid)).toEqual([]);
    expect(await ledger()).toMatchObject([{ status: 'skipped', reason: message }]);
  });

  it.each([
    ['a tag by its name', { ref: 'refs/tags/v1' }, { git_branch: 'v1' }],
    ['watched paths', { paths: ['README.md', 'src/a.ts'] }, { watch_paths: 'src/**' }],
    ['commits of which one is not marked', { messages: ['Fix [skip ci]', 'Fix'] }, {}],
    ['a repository written otherwise', {}, { git_repository: 'git@github.com:Acme/Web.git' }],
  ])('deploys %s', async (_name, fields, settings) => {
    await addRepositoryApplication(test, settings);
    expect((await push(fields)).body).toMatchObject([{ status: 'queued' }]);
  });

  it('is not deployed without its signature', async () => {
    const uuid = await addRepositoryApplication(test);
    const missing = await push({}, { signature: null });
    const wrong = await push({}, { secret: 'another' });
    const sha1 = await push({}, { signature: null, headers: { 'X-Hub-Signature': 'sha1=00' } });
    expect([missing, wrong, sha1].map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(wrong.body).toEqual({ message: 'Invalid signature.' });
    expect(await deployments(uuid)).toEqual([]);
    expect((await ledger()).map(({ reason }) => reason)).toEqual([
      'signature is missing',
      'signature is wrong',
      'signature is missing',
    ]);
  });

  it('is deployed when it comes again after its secret was corrected', async () => {
    const delivery = randomUUID();
    await addRepositoryApplication(test, {}, { secret: 'the right one' });
    expect((await push({}, { delivery })).status).toBe(401);
    expect((await push({}, { delivery, secret: 'the right one' })).body).toMatchObject([
      { status: 'queued' },
    ]);
  });

  it('says that no secret is set', async () => {
    await addRepositoryApplication(test, {}, { secret: null });
    expect((await push()).status).toBe(401);
    expect(await ledger()).toMatchObject([{ status: 'refused', reason: 'no webhook secret is set' }]);
  });

  it('is answered with an empty list for a repository of no one', async () => {
    await addRepositoryApplication(test);
    const { status, body } = await push({ repository: 'acme/web2' });
    expect({ status, body }).toEqual({ status: 202, body: [] });
    expect(await ledger()).toMatchObject([
      { status: 'unmatched', reason: 'no application has repository acme/web2', content: null },
    ]);
  });

  it('tells an organization nothing of another one with the same repository', async () => {
    const { token, place } = await test.stranger();
    const theirs = await addRepositoryApplication(
      { call: test.call, place },
      {},
      { secret: 'theirs', token },
    );
    const ours = await addRepositoryApplication(test);
    const { body } = await push();
    expect(body).toMatchObject([{ application_uuid: ours }]);
    expect(await deployments(theirs)).toEqual([]);
    expect((await ledger()).map(({ organizationId }) => organizationId)).toEqual([
      test.server.owner.organizationId,
    ]);
  });
});

describe('a call of the webhook address', () => {
  it('by which GitHub tries it is answered', async () => {
    await addRepositoryApplication(test);
    const body = { zen: 'Keep it logically awesome.', repository: { full_name: 'acme/web' } };
    expect((await callAsGitHub(test, { event: 'ping', body })).body).toMatchObject([
      { status: 'success', message: 'the webhook works' },
    ]);
  });

  it('about something else deploys nothing', async () => {
    await addRepositoryApplication(test);
    const body = { repository: { full_name: 'acme/web' } };
    expect((await callAsGitHub(test, { event: 'star', body })).body).toMatchObject([
      { status: 'skipped', message: 'event `star` does not trigger deployments' },
    ]);
  });

  it('with a body that is no JSON is refused', async () => {
    expect((await callAsGitHub(test, { body: '{' })).status).toBe(400);
    expect((await callAsGitHub(test, { body: '{', signature: null })).status).toBe(401);
  });

  it('with a body over 5 MB is refused', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(5 * 1024 * 1024) });
    expect((await callAsGitHub(test, { body })).status).toBe(413);
  });

  it('with texts that no database keeps is answered', async () => {
    await addRepositoryApplication(test);
    const body = pushPayload({ ref: 'refs/heads/a\0b\ud800', messages: ['\0'], paths: ['\ud800'] });
    expect((await callAsGitHub(test, { body, event: 'push' })).status).toBe(202);
    const named = { repository: { full_name: 'a\0/\ud800' } };
    expect((await callAsGitHub(test, { body: named })).status).toBe(202);
  });

  it('as a form is read', async () => {
    await addRepositoryApplication(test);
    const body = new URLSearchParams({ payload: JSON.stringify(pushPayload()) }).toString();
    const headers = { 'Content-Type': 'application/x-www-form-urlencoded' };
    expect((await callAsGitHub(test, { body, headers })).body).toMatchObject([{ status: 'queued' }]);
  });

  it('at an unknown path or by another method is refused', async () => {
    expect(
      (await callAsGitHub(test, { path: '/webhooks/source/other/events/manual', body: {} })).status,
    ).toBe(404);
    const read = await test.server.fetch('GET', '/webhooks/source/github/events/manual');
    expect([read.status, read.headers.get('allow')]).toEqual([405, 'POST']);
  });
});
