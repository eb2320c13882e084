import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { addRepositoryApplication, COMMIT, pushPayload, SECRET } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());
beforeEach(() => test.server.database.unscoped.workload.deleteMany());

async function call(forge: string, body: unknown, headers: (text: string) => Record<string, string>) {
  const text = JSON.stringify(body);
  const response = await fetch(`${test.server.url}/webhooks/source/${forge}/events/manual`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers(text) },
    body: text,
  });
  return { status: response.status, body: await response.json() };
}

const digest = (text: string, secret = SECRET) => createHmac('sha256', secret).update(text).digest('hex');

describe('GitLab', () => {
  const deliver = (body: unknown, headers: Record<string, string> = {}) =>
    call('gitlab', body, () => ({ 'X-Gitlab-Event': 'Push Hook', 'X-Gitlab-Token': SECRET, ...headers }));
  const push = (fields: Record<string, unknown> = {}) => ({
    object_kind: 'push',
    ref: 'refs/heads/main',
    before: 'b'.repeat(40),
    after: COMMIT,
    checkout_sha: COMMIT,
    project: { path_with_namespace: 'acme/tools/web' },
    commits: [{ message: 'Fix', added: [], modified: ['src/a.ts'], removed: [] }],
    total_commits_count: 1,
    ...fields,
  });
  const git_repository = 'https://gitlab.example.com/acme/tools/web.git';

  it('deploys a push of its project, by the token', async () => {
    await addRepositoryApplication(test, { git_repository });
    expect(await deliver(push())).toMatchObject({ status: 202, body: [{ status: 'queued' }] });
    const { deployment } = await test.server.database.unscoped.operation.findFirstOrThrow({
      include: { deployment: true },
    });
    expect(deployment?.commit).toBe(COMMIT);
  });

  it('deploys a tag by pattern', async () => {
    await addRepositoryApplication(test, { git_repository, watch_refs: 'tags/v*' });
    const body = push({ object_kind: 'tag_push', ref: 'refs/tags/v1' });
    expect((await deliver(body)).body).toMatchObject([{ status: 'queued' }]);
  });

  it('is refused with another token or none', async () => {
    await addRepositoryApplication(test, { git_repository });
    expect((await deliver(push(), { 'X-Gitlab-Token': 'other' })).status).toBe(401);
    expect((await call('gitlab', push(), () => ({ 'X-Gitlab-Event': 'Push Hook' }))).status).toBe(401);
  });

  it('is believed with a token beyond ASCII', async () => {
    await addRepositoryApplication(test, { git_repository, manual_webhook_secret_gitlab: 'schlüssel' });
    const token = Buffer.from('schlüssel').toString('latin1');
    expect((await deliver(push(), { 'X-Gitlab-Token': token })).body).toMatchObject([{ status: 'queued' }]);
  });

  it.each([
    ['a tag', { object_kind: 'tag_push', ref: 'refs/tags/v1' }, 'tag `v1` is not `main`'],
    ['a deletion', { after: '0'.repeat(40), checkout_sha: null }, 'branch `main` was deleted'],
    [
      'unwatched paths',
      { commits: [{ message: 'Docs', modified: ['README.md'] }] },
      'no path of `watch_paths` changed',
    ],
  ])('skips %s, with the reason', async (_name, fields, message) => {
    await addRepositoryApplication(test, { git_repository, watch_paths: 'src/**' });
    expect((await deliver(push(fields))).body).toMatchObject([{ status: 'skipped', message }]);
  });

  it('deploys where it does not list all commits', async () => {
    await addRepositoryApplication(test, { git_repository, watch_paths: 'never/**' });
    expect((await deliver(push({ total_commits_count: 40 }))).body).toMatchObject([{ status: 'queued' }]);
  });

  it('says that previews are off for a merge request', async () => {
    await addRepositoryApplication(test, { git_repository });
    const body = {
      object_kind: 'merge_request',
      project: { path_with_namespace: 'acme/tools/web' },
      object_attributes: {
        iid: 3,
        action: 'open',
        target_branch: 'main',
        source_project_id: 1,
        target_project_id: 1,
        last_commit: { id: COMMIT },
      },
    };
    const event = { 'X-Gitlab-Event': 'Merge Request Hook' };
    expect((await deliver(body, event)).body).toMatchObject([{ message: 'previews are off' }]);
  });

  it('is one delivery when it tries again', async () => {
    await addRepositoryApplication(test, { git_repository });
    const first = { 'Idempotency-Key': randomUUID(), 'X-Gitlab-Event-UUID': randomUUID() };
    const answers = [await deliver(push(), first)];
    answers.push(await deliver(push(), { ...first, 'X-Gitlab-Event-UUID': randomUUID() }));
    expect(answers[0]).toEqual(answers[1]);
  });
});

describe('Gitea and Forgejo', () => {
  it.each([
    ['X-Gitea-Signature', (text: string) => digest(text)],
    ['X-Forgejo-Signature', (text: string) => digest(text)],
    ['X-Hub-Signature-256', (text: string) => `sha256=${digest(text)}`],
  ])('deploy a push signed by %s', async (name, signature) => {
    await addRepositoryApplication(test, { git_repository: 'ssh://git@git.example.com:2222/acme/web.git' });
    const headers = (text: string) => ({
      'X-Gitea-Event': 'push',
      'X-Gitea-Delivery': randomUUID(),
      [name]: signature(text),
    });
    expect(await call('gitea', pushPayload(), headers)).toMatchObject({
      status: 202,
      body: [{ status: 'queued' }],
    });
  });

  it('are refused with a signature by another secret', async () => {
    await addRepositoryApplication(test, { git_repository: 'https://git.example.com/acme/web' });
    const headers = (text: string) => ({
      'X-Gitea-Event': 'push',
      'X-Gitea-Signature': digest(text, 'another'),
    });
    expect((await call('gitea', pushPayload(), headers)).status).toBe(401);
  });
});

describe('Bitbucket', () => {
  const headers = (text: string) => ({
    'X-Event-Key': 'repo:push',
    'X-Request-UUID': randomUUID(),
    'X-Hub-Signature': `sha256=${digest(text)}`,
  });
  const change = (name: string, hash: string | null, message = 'Fix') => ({
    new: hash && { type: 'branch', name, target: { hash } },
    old: { type: 'branch', name },
    commits: [{ message }],
    truncated: false,
  });
  const push = (...changes: unknown[]) => ({ repository: { full_name: 'acme/web' }, push: { changes } });
  const git_repository = 'git@bitbucket.org:acme/web.git';

  it('deploys the branch among those that a push changes', async () => {
    await addRepositoryApplication(test, { git_repository });
    const body = push(change('dev', 'd'.repeat(40)), change('main', COMMIT));
    expect(await call('bitbucket', body, headers)).toMatchObject({
      status: 202,
      body: [{ status: 'queued' }],
    });
    const { deployment } = await test.server.database.unscoped.operation.findFirstOrThrow({
      include: { deployment: true },
    });
    expect(deployment?.commit).toBe(COMMIT);
  });

  it('deploys a tag by pattern, not the branch beside it', async () => {
    await addRepositoryApplication(test, { git_repository, watch_refs: 'tags/v*' });
    const tag = {
      ...change('v1', COMMIT),
      new: { type: 'tag', name: 'v1', target: { hash: COMMIT } },
      old: null,
    };
    const body = push(tag, change('main', 'd'.repeat(40)));
    expect((await call('bitbucket', body, headers)).body).toMatchObject([{ status: 'queued' }]);
    const { deployment } = await test.server.database.unscoped.operation.findFirstOrThrow({
      include: { deployment: true },
    });
    expect(deployment).toMatchObject({ commit: COMMIT, gitRef: 'v1' });
  });

  it.each([
    ['another branch', push(change('dev', COMMIT)), 'branch `dev` is not `main`'],
    ['a deletion', push(change('main', null)), 'branch `main` was deleted'],
    [
      'marked commits',
      push(change('main', COMMIT, '[skip ci]')),
      'every commit says `[skip ci]` or `[skip cd]`',
    ],
    ['an empty push', push(), 'the push changes nothing'],
  ])('skips %s, with the reason', async (_name, body, message) => {
    await addRepositoryApplication(test, { git_repository });
    expect((await call('bitbucket', body, headers)).body).toMatchObject([{ status: 'skipped', message }]);
  });
});
