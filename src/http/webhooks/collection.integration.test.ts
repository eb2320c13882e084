import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import type { WebhookDefinition } from '@octokit/webhooks-examples';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { addApplicationOfApp, githubAppFields, storeAppKey } from '../../api/github-app/application.testing';
import { type FakeGitHub, startFakeGitHub } from '../../services/github-apps/testing';
import { addRepositoryApplication, callAsGitHub, type ForgeCall, SECRET } from './testing';

/** Most of the published payloads are about this repository, and their pushes are of this branch. */
const repository = 'Codertocat/Hello-World';
const repositoryId = 186_853_002;
const branch = 'master';

let test: ApplicationTest;
let github: FakeGitHub;
let appUuid: string;
beforeAll(async () => {
  github = await startFakeGitHub();
  github.repositories = [{ id: repositoryId, full_name: repository, branches: [branch] }];
  test = await startApplicationTest({
    internalHosts: ['127.0.0.1'],
    trustedProxies: ['127.0.0.1'],
    queue: { enqueue: async () => {} },
  });
  const key = await storeAppKey(test, github);
  appUuid = (await test.call('POST', '/github-apps', githubAppFields(github, key))).body.uuid;
});
afterAll(async () => {
  await test.server.stop();
  await github.stop();
});
beforeEach(async () => {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.webhookDelivery.deleteMany();
});

const definitions: WebhookDefinition[] = createRequire(import.meta.url)('@octokit/webhooks-examples');
const examples = definitions.flatMap(({ name, examples: bodies }) => bodies.map((body) => ({ name, body })));

let caller = 0;

/** Call from one of many addresses, each of which may call 600 times a minute. */
const call = ({ headers, ...rest }: ForgeCall) =>
  callAsGitHub(test, { ...rest, headers: { ...headers, 'X-Forwarded-For': `8.8.8.${caller++ % 200}` } });

const settings = { is_preview_deployments_enabled: true };
const endpoints = [
  {
    endpoint: 'the address of webhooks that a user added',
    add: () =>
      addRepositoryApplication(test, {
        git_repository: `https://github.com/${repository}`,
        git_branch: branch,
        ...settings,
      }),
    as: () => ({ secret: SECRET }),
  },
  {
    endpoint: 'the address of GitHub Apps',
    add: async () => {
      const place = { git_repository: repository, git_branch: branch };
      const uuid = await addApplicationOfApp(test, appUuid, place);
      expect((await test.call('PATCH', `/applications/${uuid}`, settings)).status).toBe(200);
      return uuid;
    },
    as: () => ({
      path: '/webhooks/source/github/events',
      secret: github.webhookSecret,
      headers: { 'X-GitHub-Hook-Installation-Target-Id': String(github.appId) },
    }),
  },
];

describe.each(endpoints)('published payloads at $endpoint', ({ add, as }) => {
  it('each have a reason, in the answer or in the ledger', async () => {
    await add();
    const { unscoped: db } = test.server.database;
    const seen = new Set<string>();
    for (const { name: event, body } of examples) {
      const delivery = randomUUID();
      const answer = await call({ ...as(), event, body, delivery });
      expect([event, answer.status]).toEqual([event, 202]);
      for (const { status, message } of answer.body) {
        expect(message).not.toBe('');
        seen.add(`${status}: ${message}`);
      }
      if (answer.body.length > 0) continue;
      const stray = await db.webhookDelivery.findFirstOrThrow({ where: { deliveryId: delivery } });
      expect([stray.status, stray.reason]).toEqual(['unmatched', expect.stringMatching(/./)]);
      // An hour has room for sixty of them.
      await db.webhookDelivery.delete({ where: { id: stray.id } });
    }
    expect(examples.length).toBeGreaterThan(150);
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'skipped: event `star` does not trigger deployments',
        'skipped: tag `simple-tag` is not `master`',
        'skipped: pull request 2 has no new commit',
        'queued: Deployment of pull request 2 queued.',
        'queued: Removal of the preview of pull request 2 queued.',
        'queued: Deployment queued.',
      ]),
    );
  });

  it('make each deployment once, however often they come at once', async () => {
    const uuid = await add();
    const commits = Array.from({ length: 5 }, (_, i) => `${i}`.repeat(40).replace(/^0/, 'f'));
    const pushes = examples.filter(({ name, body }) => name === 'push' && 'ref' in body);
    const pushed = pushes.find(({ body }) => 'ref' in body && body.ref === `refs/heads/${branch}`);
    const newer = commits.map((id) => ({
      name: 'push',
      body: { ...pushed?.body, after: id, head_commit: { id } },
    }));
    const events = ['push', 'pull_request', 'ping', 'create', 'delete', 'star', 'installation'];
    const published = examples.filter(({ name }) => events.includes(name));
    const sent = [...published, ...newer].map((each) => ({ ...each, delivery: randomUUID() }));
    const answers = await Promise.all(
      Array.from({ length: 20 }, async () => {
        const statuses: number[] = [];
        for (const { name: event, body, delivery } of sent)
          statuses.push((await call({ ...as(), event, body, delivery })).status);
        return statuses;
      }),
    );
    expect(new Set(answers.flat())).toEqual(new Set([202]));
    const { unscoped: db } = test.server.database;
    const made = await db.operation.findMany({
      where: { workload: { uuid }, kind: 'deploy', pullRequestId: 0 },
      include: { deployment: true },
    });
    const counts = commits.map((each) => made.filter(({ deployment }) => deployment?.commit === each).length);
    expect(counts).toEqual(commits.map(() => 1));
    const handled = await db.webhookDelivery.groupBy({
      by: ['deliveryId'],
      where: { status: { in: ['queued', 'skipped', 'success'] } },
      _count: true,
    });
    expect(handled.length).toBeGreaterThan(published.length / 2);
    expect(new Set(handled.map(({ _count }) => _count))).toEqual(new Set([1]));
  });
});

it('is refused without a signature', async () => {
  for (const { name: event, body } of examples.slice(0, 20))
    expect((await call({ event, body, signature: null })).status).toBe(401);
});
