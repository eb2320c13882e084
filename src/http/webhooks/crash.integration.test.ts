import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import type { WebhookEvent } from '../../domain/webhook/event';
import { findApplication } from '../../services/application-rows/find';
import { organizationScopeOf } from '../../services/context';
import { startPreview } from '../../services/previews/deploy';
import { finishReceived } from '../../services/webhooks/finish-received';
import { remember } from '../../services/webhooks/received';
import { addRepositoryApplication, COMMIT, callAsGitHub, pushPayload } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());
beforeEach(async () => {
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

/** Do something while a table refuses these rows, as for a process that dies before it writes one. */
async function dying(table: string, rows: string, work: () => Promise<void>): Promise<void> {
  const { pool } = test.server.database;
  await pool.query(`ALTER TABLE ${table} ADD CONSTRAINT refused CHECK (NOT (${rows})) NOT VALID`);
  try {
    await work();
  } finally {
    await pool.query(`ALTER TABLE ${table} DROP CONSTRAINT refused`);
  }
}
const beforeLedger = (work: () => Promise<void>) => dying('webhook_deliveries', `event = 'push'`, work);

/** Sweep when the deliveries that are held now are this many minutes old. */
async function sweepAfter(minutes: number): Promise<void> {
  await age(minutes);
  await finishReceived(test.server.services);
}

async function age(minutes: number): Promise<void> {
  const receivedAt = new Date(Date.now() - minutes * 60_000);
  await test.server.database.unscoped.receivedWebhook.updateMany({ data: { receivedAt } });
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
  await beforeLedger(async () => {
    expect((await callAsGitHub(test, { body: pushPayload(), delivery })).status).toBeGreaterThanOrEqual(500);
  });
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
  await dying('operations', `kind = 'deploy'`, async () => {
    await sweepAfter(2);
    expect([await held(), await ledger()]).toEqual([1, []]);
    await sweepAfter(61);
    expect([await held(), await ledger()]).toEqual([
      0,
      [['failed', 'Gantry failed to handle it; its log says why']],
    ]);
  });
});

const NEWER = 'd'.repeat(40);
const pushOf = (commit: string, isSkipMarked = false): WebhookEvent => ({
  ...push,
  changes: [{ kind: 'branch', name: 'main', commit, isSkipMarked, paths: null }],
});
const OUTDATED = ['skipped', 'a newer event was handled first'];

it('of several lost pushes the newest that deploys anything is deployed', async () => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  await lose(uuid, pushOf(NEWER));
  await lose(uuid, pushOf('e'.repeat(40), true));
  await sweepAfter(2);
  expect([await commits(), await held(), await ledger()]).toEqual([
    [NEWER],
    0,
    [OUTDATED, ['queued', 'Deployment queued.'], ['skipped', 'every commit says `[skip ci]` or `[skip cd]`']],
  ]);
});

it('a deployment that an earlier delivery started late is not newer', async () => {
  const uuid = await addRepositoryApplication(test);
  const delivery = randomUUID();
  await lose(uuid, push, delivery);
  await lose(uuid, pushOf(NEWER));
  await age(2);
  // The forge repeats the first one.
  await callAsGitHub(test, { body: pushPayload(), delivery });
  await finishReceived(test.server.services);
  expect(await commits()).toEqual([COMMIT, NEWER]);
});

it('of the lost events of a pull request the last one counts', async () => {
  const uuid = await addRepositoryApplication(test, { is_preview_deployments_enabled: true });
  await lose(uuid, { ...opened, action: 'updated' });
  await lose(uuid, { ...opened, action: 'closed' });
  await lose(uuid, { ...opened, action: 'other' });
  await sweepAfter(2);
  expect([await commits(), await held(), await ledger()]).toEqual([
    [],
    0,
    [OUTDATED, ['skipped', 'pull request 7 has no preview'], ['skipped', 'pull request 7 has no new commit']],
  ]);
});

it('the preview of a pull request that was opened again is not removed', async () => {
  const uuid = await addRepositoryApplication(test, { is_preview_deployments_enabled: true });
  await lose(uuid, { ...opened, action: 'closed' });
  const body = {
    action: 'reopened',
    number: 7,
    repository: { full_name: 'acme/web' },
    // Of a fork: it waits for approval, so no operation says that it is wanted.
    pull_request: {
      state: 'open',
      base: { ref: 'main' },
      head: { sha: COMMIT, repo: { full_name: 'eve/web' } },
    },
  };
  expect((await callAsGitHub(test, { event: 'pull_request', body })).status).toBe(202);
  await sweepAfter(2);
  expect((await ledger()).at(-1)).toEqual(OUTDATED);
  expect(await test.server.database.unscoped.preview.count()).toBe(1);
});

it.each(['rollback', 'stop', 'restart', 'start'])('a later %s by a user stays', async (kind) => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  const { unscoped: db } = test.server.database;
  const workload = await db.workload.findUniqueOrThrow({ where: { uuid }, include: { destination: true } });
  const { id: workloadId, organizationId, destination } = workload;
  const row = { organizationId, workloadId, serverId: destination?.serverId ?? 0, kind };
  await db.operation.create({ data: { ...row, uuid: randomUUID(), dedupeKey: randomUUID() } });
  await sweepAfter(2);
  expect([await commits(), await ledger()]).toEqual([[], [OUTDATED]]);
});

it('a delivery that is found after a day deploys nothing', async () => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  await sweepAfter(25 * 60);
  expect([await commits(), await held(), await ledger()]).toEqual([
    [],
    0,
    [['failed', 'Gantry was not running when it came; redeploy if it is still wanted']],
  ]);
});

describe('a delivery that finds the queue of its server full', () => {
  const WAITS = ['queued', 'the deployment queue of the server is full; it is deployed when there is room'];
  const limit = (deploymentQueueLimit: number) =>
    test.server.database.unscoped.server.updateMany({ data: { deploymentQueueLimit } });
  beforeEach(() => limit(0));
  afterEach(() => limit(25));

  it('is answered, waits, and is one deployment when there is room, also when it comes again', async () => {
    await addRepositoryApplication(test);
    const delivery = randomUUID();
    const answer = await callAsGitHub(test, { body: pushPayload(), delivery });
    expect([answer.status, answer.body]).toMatchObject([202, [{ status: 'queued', message: WAITS[1] }]]);
    await sweepAfter(2);
    await sweepAfter(61);
    expect([await commits(), await held(), await ledger()]).toEqual([[], 1, [WAITS]]);
    expect((await callAsGitHub(test, { body: pushPayload(), delivery })).body).toMatchObject([
      { status: 'queued' },
    ]);
    await limit(25);
    await sweepAfter(2);
    await sweepAfter(2);
    expect([await commits(), await held(), (await ledger())[0]]).toEqual([
      [COMMIT],
      0,
      ['queued', 'Deployment queued.'],
    ]);
    const decision = await test.server.database.unscoped.webhookDecision.findFirstOrThrow({
      orderBy: { id: 'asc' },
    });
    expect(decision.operationUuid).not.toBeNull();
  });

  it('waits after a crash, too, and is given up after a day', async () => {
    const uuid = await addRepositoryApplication(test);
    await lose(uuid, push);
    await sweepAfter(2);
    expect([await held(), await ledger()]).toEqual([1, [WAITS]]);
    await sweepAfter(24 * 60 + 1);
    expect([await commits(), await held(), await ledger()]).toEqual([
      [],
      0,
      [['failed', 'the deployment queue of the server was full for a day; redeploy if it is still wanted']],
    ]);
  });

  it('is not deployed when a newer one came', async () => {
    await addRepositoryApplication(test);
    await callAsGitHub(test, { body: pushPayload() });
    await callAsGitHub(test, { body: pushPayload({ after: NEWER }) });
    await limit(25);
    await sweepAfter(2);
    expect([await commits(), await held(), await ledger()]).toEqual([
      [NEWER],
      0,
      [OUTDATED, ['queued', 'Deployment queued.']],
    ]);
  });

  it('waits for those of its applications that have no room, and deploys each once', async () => {
    const first = await addRepositoryApplication(test);
    await addRepositoryApplication(test);
    await limit(1);
    const { body } = await callAsGitHub(test, { body: pushPayload() });
    expect(body.map(({ message }: { message: string }) => message).sort()).toEqual([
      'Deployment queued.',
      WAITS[1],
    ]);
    await limit(25);
    await sweepAfter(2);
    expect([await commits(), await held(), await ledger()]).toEqual([
      [COMMIT, COMMIT],
      0,
      [['queued', '2 queued']],
    ]);
    const { unscoped: db } = test.server.database;
    expect(await db.operation.count({ where: { workload: { uuid: first } } })).toBe(1);
  });

  it('is held when the process dies before the ledger says so', async () => {
    await addRepositoryApplication(test);
    await beforeLedger(async () => {
      expect((await callAsGitHub(test, { body: pushPayload() })).status).toBeGreaterThanOrEqual(500);
    });
    await sweepAfter(2);
    expect([await held(), await ledger()]).toEqual([1, [WAITS]]);
    await limit(25);
    await sweepAfter(2);
    expect([await commits(), await held(), await ledger()]).toEqual([
      [COMMIT],
      0,
      [['queued', 'Deployment queued.']],
    ]);
  });
});

it('the deployment that a delivery started before the crash is its result, although a newer one followed', async () => {
  await addRepositoryApplication(test);
  await beforeLedger(async () => void (await callAsGitHub(test, { body: pushPayload() })));
  await callAsGitHub(test, { body: pushPayload({ after: NEWER }) });
  await sweepAfter(2);
  expect(await commits()).toEqual([COMMIT, NEWER]);
  expect((await ledger()).at(-1)).toEqual(['queued', 'Deployment already queued for this commit.']);
});

it('a delivery that the ledger cannot store is dropped after an hour', async () => {
  const uuid = await addRepositoryApplication(test);
  await lose(uuid, push);
  await beforeLedger(async () => {
    await sweepAfter(2);
    expect(await held()).toBe(1);
    await sweepAfter(61);
    expect([await held(), await ledger()]).toEqual([0, []]);
  });
});

it('a preview that is dealt with twice at the same time names its deployment', async () => {
  const uuid = await addRepositoryApplication(test, { is_preview_deployments_enabled: true });
  await lose(uuid, opened);
  await sweepAfter(2);
  const { services, owner, database } = test.server;
  const scope = organizationScopeOf(services, owner.organizationId);
  const preview = await database.unscoped.preview.findFirstOrThrow();
  const delivered = preview.deploymentUuid ?? '';
  const application = await findApplication(scope, uuid);
  // As the second one read it before the first one wrote.
  const before = { ...preview, state: 'waiting', deploymentUuid: null } as const;
  const states = [];
  for (const status of ['in_progress', 'finished', 'failed'] as const) {
    await database.unscoped.operation.updateMany({ data: { status, dedupeKey: status } });
    const started = await startPreview(scope, application, before, { force: false, delivered });
    expect(started).toEqual({ uuid: delivered, isDuplicate: true });
    const after = await database.unscoped.preview.findFirstOrThrow();
    states.push([after.state, after.deploymentUuid]);
  }
  expect(states).toEqual(['deploying', 'running', 'failed'].map((state) => [state, delivered]));
});
