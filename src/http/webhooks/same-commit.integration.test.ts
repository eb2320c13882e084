import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { addRepositoryApplication, COMMIT, SECRET } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());
afterEach(() => test.server.database.unscoped.workload.deleteMany());

const NEXT = 'd'.repeat(40);
const full_name = 'acme/web';

const ofGitHub = (action: string) => (sha: string, title: string) => ({
  action,
  number: 7,
  repository: { full_name },
  pull_request: { title, state: 'open', base: { ref: 'main' }, head: { sha, repo: { full_name } } },
});

const ofGitLab = (id: string, title: string) => ({
  object_kind: 'merge_request',
  project: { path_with_namespace: full_name },
  object_attributes: {
    iid: 7,
    title,
    action: 'update',
    oldrev: 'b'.repeat(40),
    target_branch: 'main',
    source_project_id: 1,
    target_project_id: 1,
    last_commit: { id },
  },
});

const ofBitbucket = (commit: string, title: string) => ({
  repository: { full_name },
  pullrequest: {
    id: 7,
    title,
    // As Bitbucket shortens it.
    source: { branch: { name: 'cart' }, commit: { hash: commit.slice(0, 12) }, repository: { full_name } },
    destination: { branch: { name: 'main' } },
  },
});

interface Forge {
  event: Record<string, string>;
  delivery: string;
  signature: string;
  payload: (commit: string, title: string) => unknown;
}

const forges: Record<string, Forge> = {
  github: {
    event: { 'X-GitHub-Event': 'pull_request' },
    delivery: 'X-GitHub-Delivery',
    signature: 'X-Hub-Signature-256',
    payload: ofGitHub('synchronize'),
  },
  gitea: {
    event: { 'X-Gitea-Event': 'pull_request' },
    delivery: 'X-Gitea-Delivery',
    signature: 'X-Gitea-Signature',
    payload: ofGitHub('synchronized'),
  },
  gitlab: {
    event: { 'X-Gitlab-Event': 'Merge Request Hook' },
    delivery: 'X-Gitlab-Event-UUID',
    signature: 'X-Gitlab-Token',
    payload: ofGitLab,
  },
  bitbucket: {
    event: { 'X-Event-Key': 'pullrequest:updated' },
    delivery: 'X-Request-UUID',
    signature: 'X-Hub-Signature',
    payload: ofBitbucket,
  },
};

describe.each(Object.entries(forges))('a pull request that %s reports again', (name, forge) => {
  async function report(commit: string, title: string, delivery = randomUUID()) {
    const body = JSON.stringify(forge.payload(commit, title));
    const digest = createHmac('sha256', SECRET).update(body).digest('hex');
    const response = await fetch(`${test.server.url}/webhooks/source/${name}/events/manual`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        ...forge.event,
        [forge.delivery]: delivery,
        [forge.signature]: name === 'gitlab' ? SECRET : digest,
      },
      body,
    });
    const [decision] = await response.json();
    return [decision.status, decision.message];
  }
  const add = () => addRepositoryApplication(test, { is_preview_deployments_enabled: true });
  /** End the deployment as a worker would. */
  async function end(status: 'finished' | 'failed') {
    const { unscoped: db } = test.server.database;
    await db.operation.updateMany({ where: { status: 'queued' }, data: { status } });
    await db.deployment.updateMany({ data: { resolvedCommit: COMMIT } });
    await db.preview.updateMany({ data: { state: status === 'finished' ? 'running' : 'failed' } });
  }
  const queued = ['queued', 'Deployment of pull request 7 queued.'];
  const named = name === 'bitbucket' ? COMMIT.slice(0, 12) : COMMIT;

  it('is not deployed again for another title', async () => {
    const uuid = await add();
    const first = randomUUID();
    expect(await report(COMMIT, 'Add a cart', first)).toEqual(queued);
    expect(await report(COMMIT, 'Add a cart', first)).toEqual(queued);
    expect(await report(COMMIT, 'Draft')).toEqual([
      'skipped',
      `commit \`${named}\` is being deployed already`,
    ]);
    await end('finished');
    expect(await report(COMMIT, 'Add the cart')).toEqual([
      'skipped',
      `commit \`${named}\` is deployed already`,
    ]);
    expect(await test.server.database.unscoped.operation.count()).toBe(1);
    const [preview] = (await test.call('GET', `/applications/${uuid}/previews`)).body;
    expect(preview).toMatchObject({ state: 'running', pull_request_title: 'Add the cart' });
  });

  it('is deployed with a new commit, and again where that failed', async () => {
    await add();
    await report(COMMIT, 'Add a cart');
    await end('finished');
    expect(await report(NEXT, 'Add a cart')).toEqual(queued);
    await end('failed');
    expect(await report(NEXT, 'Add a cart')).toEqual(queued);
    expect(await test.server.database.unscoped.operation.count()).toBe(3);
  });
});

it('is deployed again by a user who replays the delivery', async () => {
  await addRepositoryApplication(test, { is_preview_deployments_enabled: true });
  const body = JSON.stringify(ofGitHub('opened')(COMMIT, 'Add a cart'));
  await fetch(`${test.server.url}/webhooks/source/github/events/manual`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': 'pull_request',
      'X-Hub-Signature-256': createHmac('sha256', SECRET).update(body).digest('hex'),
    },
    body,
  });
  const { unscoped: db } = test.server.database;
  await db.operation.updateMany({ data: { status: 'finished' } });
  await db.preview.updateMany({ data: { state: 'running' } });
  const { uuid } = await db.webhookDelivery.findFirstOrThrow({ orderBy: { id: 'desc' } });
  const { body: replayed } = await test.call('POST', `/webhook-deliveries/${uuid}/replay`);
  expect(replayed.results).toMatchObject([{ status: 'queued' }]);
  expect(await db.operation.count()).toBe(2);
});
