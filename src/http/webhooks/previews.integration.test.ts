import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { sweepPreviews } from '../../services/previews/sweep';
import { addRepositoryApplication, callAsGitHub } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const settings = {
  domains: 'https://shop.example.com:3000',
  is_preview_deployments_enabled: true,
  preview_limit: 2,
};
const COMMIT = 'a'.repeat(40);

interface Sent {
  action?: string;
  number?: number;
  sha?: string;
  from?: string;
  association?: string;
  delivery?: string;
}

function send({ action = 'opened', number = 7, sha = COMMIT, from = 'acme/web', ...more }: Sent) {
  const body = {
    action,
    number,
    repository: { full_name: 'acme/web' },
    pull_request: {
      title: 'Add a cart',
      state: action === 'closed' ? 'closed' : 'open',
      html_url: `https://github.com/acme/web/pull/${number}`,
      user: { login: 'ada' },
      author_association: more.association ?? 'NONE',
      base: { ref: 'main' },
      head: { sha, ref: 'cart', repo: { full_name: from } },
    },
  };
  return callAsGitHub(test, { event: 'pull_request', body, delivery: more.delivery ?? randomUUID() });
}

const previewsOf = async (uuid: string) => (await test.call('GET', `/applications/${uuid}/previews`)).body;
const operationsOf = (uuid: string) =>
  test.server.database.unscoped.operation.findMany({
    where: { workload: { uuid } },
    include: { deployment: true },
    orderBy: { id: 'asc' },
  });

it('of the repository are deployed once, again with each commit, and removed with the pull request', async () => {
  const uuid = await addRepositoryApplication(test, settings);
  const delivery = randomUUID();
  const first = await send({ delivery });
  expect(first.body).toMatchObject([{ status: 'queued', message: 'Deployment of pull request 7 queued.' }]);
  expect((await send({ delivery })).body).toEqual(first.body);
  expect(await previewsOf(uuid)).toMatchObject([
    {
      pull_request_id: 7,
      pull_request_html_url: 'https://github.com/acme/web/pull/7',
      state: 'deploying',
      fqdn: 'https://7.shop.example.com:3000',
      is_fork: false,
      needs_approval: false,
    },
  ]);
  await send({ action: 'synchronize', sha: 'b'.repeat(40) });
  const made = await operationsOf(uuid);
  expect(
    made.map(({ kind, pullRequestId, status, deployment }) => [
      kind,
      pullRequestId,
      status,
      deployment?.commit,
    ]),
  ).toEqual([
    ['deploy', 7, 'cancelled', COMMIT],
    ['deploy', 7, 'queued', 'b'.repeat(40)],
  ]);
  const taken = await test.call('POST', '/applications/dockerimage', {
    ...test.place,
    docker_registry_image_name: 'nginx',
    domains: 'https://7.shop.example.com',
  });
  expect(taken.status).toBe(409);
  const closed = await send({ action: 'closed' });
  expect(closed.body).toMatchObject([
    { status: 'queued', message: 'Removal of the preview of pull request 7 queued.' },
  ]);
  // The server was never reached, so nothing can run there, and the rows are deleted at once.
  expect(await previewsOf(uuid)).toEqual([]);
  const { database } = test.server;
  expect(await database.unscoped.domain.count({ where: { workload: { uuid }, pullRequestId: 7 } })).toBe(0);
  expect((await send({ action: 'closed' })).body).toMatchObject([
    { message: 'pull request 7 has no preview' },
  ]);
  await test.call('DELETE', `/applications/${uuid}`);
});

it('of strangers wait for a member, who approves one commit', async () => {
  const uuid = await addRepositoryApplication(test, settings);
  const path = `/applications/${uuid}/previews/8`;
  const fork = { number: 8, from: 'eve/web' };
  expect((await send(fork)).body).toMatchObject([
    { status: 'skipped', message: 'approval needed: pull request 8 is from a fork' },
  ]);
  expect(await previewsOf(uuid)).toMatchObject([{ state: 'waiting', is_fork: true, needs_approval: true }]);
  expect(await operationsOf(uuid)).toEqual([]);
  expect((await test.call('POST', '/deploy', { uuid, pr: 8 })).status).toBe(409);
  const stale = await test.call('POST', `${path}/approve`, { commit: 'd'.repeat(40) });
  expect(stale.status).toBe(409);
  const approved = await test.call('POST', `${path}/approve`, { commit: COMMIT });
  expect(approved).toMatchObject({ status: 200, body: { message: 'Preview deployment queued.' } });
  expect(await previewsOf(uuid)).toMatchObject([{ state: 'deploying', needs_approval: false }]);
  const next = await send({ ...fork, action: 'synchronize', sha: 'e'.repeat(40) });
  expect(next.body).toMatchObject([{ status: 'skipped' }]);
  expect(await previewsOf(uuid)).toMatchObject([{ state: 'deploying', needs_approval: true }]);
  expect((await operationsOf(uuid)).map(({ deployment }) => deployment?.commit)).toEqual([COMMIT]);
  const member = await send({ ...fork, action: 'synchronize', association: 'MEMBER' });
  expect(member.body).toMatchObject([
    { status: 'skipped', message: `commit \`${COMMIT}\` is being deployed already` },
  ]);
  const deleted = await test.call('DELETE', path);
  expect(deleted).toMatchObject({ status: 200, body: { message: 'Preview deletion request queued.' } });
  expect((await test.call('DELETE', path)).status).toBe(404);
  await test.call('DELETE', `/applications/${uuid}`);
});

it('have a limit, expire, and are off until they are wanted', async () => {
  const uuid = await addRepositoryApplication(test, settings);
  for (const number of [1, 2]) await send({ number });
  expect((await send({ number: 3 })).body).toMatchObject([
    { status: 'skipped', message: 'waits: 2 of 2 previews run; it is deployed when one of them is removed' },
  ]);
  const again = await test.call('POST', '/deploy', { uuid, pr: 2, force: true });
  expect(again.body.deployments).toMatchObject([
    { message: expect.stringContaining('pull request 2'), resource_uuid: uuid },
  ]);
  await test.call('PATCH', `/applications/${uuid}`, { is_preview_deployments_enabled: false });
  expect((await send({ number: 1, action: 'synchronize' })).body).toMatchObject([
    { message: 'previews are off' },
  ]);
  expect((await test.call('POST', '/deploy', { uuid, pr: 2 })).status).toBe(400);
  const { unscoped } = test.server.database;
  await unscoped.operation.deleteMany({ where: { workload: { uuid } } });
  const where = { workload: { uuid }, pullRequestId: 1 };
  await unscoped.preview.updateMany({ where, data: { activeAt: new Date(Date.now() - 31 * 86_400_000) } });
  await sweepPreviews(test.server.services);
  expect(await previewsOf(uuid)).toMatchObject([{ pull_request_id: 2 }]);
  // The one that waited is not wanted any more.
  expect(await unscoped.waitingPullRequest.count()).toBe(0);
  await test.call('DELETE', `/applications/${uuid}`);
});

it('beyond the limit wait, and are deployed in order when there are places, with their newest commits', async () => {
  const uuid = await addRepositoryApplication(test, settings);
  for (const number of [1, 2, 3, 4, 5]) await send({ number });
  const newest = 'b'.repeat(40);
  await send({ number: 3, action: 'synchronize', sha: newest });
  expect((await send({ number: 4, action: 'closed' })).body).toMatchObject([
    { status: 'success', message: 'pull request 4 no longer waits for a preview' },
  ]);
  const places = async () =>
    (await previewsOf(uuid)).map(({ pull_request_id }: { pull_request_id: number }) => pull_request_id);
  expect(await places()).toEqual([2, 1]);
  await send({ number: 1, action: 'closed' });
  expect(await places()).toEqual([3, 2]);
  const { deployment, cause } = (await operationsOf(uuid)).at(-1) ?? {};
  expect([deployment?.commit, cause]).toEqual([newest, 'webhook']);
  await test.call('PATCH', `/applications/${uuid}`, { preview_limit: 3 });
  await sweepPreviews(test.server.services);
  expect(await places()).toEqual([5, 3, 2]);
  expect(await test.server.database.unscoped.waitingPullRequest.count()).toBe(0);
});
