import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import type { WebhookEvent } from '../../domain/webhook/event';
import { organizationScopeOf } from '../../services/context';
import { finishReceived } from '../../services/webhooks/finish-received';
import { remember } from '../../services/webhooks/received';
import { addRepositoryApplication, COMMIT, callAsGitHub, pushPayload } from './testing';

let test: ApplicationTest;
/** Whether the queue fails, as for a process that dies. */
let isDying = false;
beforeAll(async () => {
  test = await startApplicationTest({
    queue: {
      enqueue: async () => {
        if (isDying) throw new Error('killed');
      },
    },
  });
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  isDying = false;
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.webhookDelivery.deleteMany();
  await db.receivedWebhook.deleteMany();
});

const push: WebhookEvent = {
  kind: 'push',
  repository: 'acme/web',
  changes: [{ kind: 'branch', name: 'main', commit: COMMIT, isSkipMarked: false, paths: null }],
};
const opened: WebhookEvent = {
  kind: 'pull_request',
  repository: 'acme/web',
  action: 'opened',
  number: 7,
  title: 'Add a cart',
  branch: 'main',
  commit: COMMIT,
  isFork: false,
};

/** Leave a delivery as a process does that dies before it deploys anything. */
async function lose(uuid: string, event: WebhookEvent, deliveryId: string = randomUUID()): Promise<void> {
  const { services, owner, database } = test.server;
  const { id } = await database.unscoped.workload.findUniqueOrThrow({ where: { uuid } });
  const scope = organizationScopeOf(services, owner.organizationId);
  const eventName = event.kind;
  await remember(scope, { provider: 'github', deliveryId, eventName, event }, [{ id }]);
}

/** Sweep when the deliveries that are held now are this many minutes old. */
async function sweepAfter(minutes: number): Promise<void> {
  const receivedAt = new Date(Date.now() - minutes * 60_000);
  await test.server.database.unscoped.receivedWebhook.updateMany({ data: { receivedAt } });
  await finishReceived(test.server.services);
}

const commits = async () =>
  (await test.server.database.unscoped.deployment.findMany({ orderBy: { operationId: 'asc' } })).map(
    ({ commit }) => commit,
  );
const ledger = async () =>
  (await test.server.database.unscoped.webhookDelivery.findMany({ orderBy: { id: 'asc' } })).map(
    ({ status, reason }) => [status, reason],
  );
const held = () => test.server.database.unscoped.receivedWebhook.count();

it('a delivery that was handled is not held', async () => {
  await addRepositoryApplication(test);
  expect((await callAsGitHub(test, { body: pushPayload() })).status).toBe(202);
  expect(await held()).toBe(0);
});

it('a delivery during which Gantry dies is finished, and is one deployment also when it comes again', async () => {
  await addRepositoryApplication(test);
  const delivery = randomUUID();
  isDying = true;
  expect((await callAsGitHub(test, { body: pushPayload(), delivery })).status).toBe(500);
  isDying = false;
  expect([await held(), await ledger()]).toEqual([1, []]);
  await finishReceived(test.server.services);
  // Its process may still be handling it.
  expect([await held(), await ledger()]).toEqual([1, []]);
  await sweepAfter(2);
  expect([await held(), await ledger()]).toEqual([
    0,
    [['queued', 'Deployment already queued for this commit.']],
  ]);
  const again = await callAsGitHub(test, { body: pushPayload(), delivery });
  expect(again.body).toMatchObject([{ status: 'queued', deployment_uuid: expect.any(String) }]);
  await sweepAfter(2);
  expect(await commits()).toEqual([COMMIT]);
});

it('a delivery that a forge sends again after the crash is not deployed by the sweep too', async () => {
  const uuid = await addRepositoryApplication(test);
  const delivery = randomUUID();
  await lose(uuid, push, delivery);
  expect((await callAsGitHub(test, { body: pushPayload(), delivery })).body).toMatchObject([
    { status: 'queued' },
  ]);
  await test.server.database.unscoped.operation.updateMany({ data: { status: 'finished' } });
  await sweepAfter(2);
  expect([await commits(), await held(), await ledger()]).toEqual([
    [COMMIT],
    0,
    [['queued', 'Deployment queued.']],
  ]);
});

it('a delivery whose process died before it deployed is deployed once', async () => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  await sweepAfter(2);
  await sweepAfter(2);
  expect([await commits(), await held(), await ledger()]).toEqual([
    [COMMIT],
    0,
    [['queued', 'Deployment queued.']],
  ]);
});

it('a lost push does not replace a newer one', async () => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  const newer = 'd'.repeat(40);
  await callAsGitHub(test, { body: pushPayload({ after: newer }) });
  await sweepAfter(2);
  expect(await commits()).toEqual([newer]);
  expect((await ledger()).at(-1)).toEqual(['skipped', 'a newer event was handled first']);
});

it('a lost pull request is deployed, unless it was closed since', async () => {
  const uuid = await addRepositoryApplication(test, { is_preview_deployments_enabled: true });
  await lose(uuid, opened);
  await sweepAfter(2);
  expect(await commits()).toEqual([COMMIT]);
  await lose(uuid, { ...opened, number: 8 });
  const body = {
    action: 'closed',
    number: 8,
    repository: { full_name: 'acme/web' },
    pull_request: { state: 'closed', base: { ref: 'main' }, head: { sha: COMMIT } },
  };
  expect((await callAsGitHub(test, { event: 'pull_request', body })).status).toBe(202);
  await sweepAfter(2);
  expect(await commits()).toEqual([COMMIT]);
  expect((await ledger()).at(-1)).toEqual(['skipped', 'a newer event was handled first']);
});

it('a delivery that keeps failing is given up with a reason after an hour', async () => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  isDying = true;
  await sweepAfter(2);
  expect([await held(), await ledger()]).toEqual([1, []]);
  await test.server.database.unscoped.operation.deleteMany();
  await sweepAfter(61);
  expect([await held(), await ledger()]).toEqual([
    0,
    [['failed', 'Gantry failed to handle it; its log says why']],
  ]);
});
