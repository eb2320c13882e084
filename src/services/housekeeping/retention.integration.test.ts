import { afterAll, beforeAll, expect, it } from 'vitest';
import { createLogger } from '../../lib/log';
import { openQueue } from '../../queue/graphile-queue';
import { type DeploymentLab, openDeploymentLab } from '../operations/testing';
import { keepHistory } from './retention';

let lab: DeploymentLab;
beforeAll(async () => {
  lab = await openDeploymentLab();
  await (await openQueue(lab.database.pool, createLogger('silent'))).close();
});
afterAll(() => lab.close());

const DAY_MS = 86_400_000;
const ago = (days: number) => new Date(lab.clock.now().getTime() - days * DAY_MS);
const keep = () => keepHistory(lab.services, { deploymentLogDays: 90, historyDays: 30 });

it('removes logs and steps of old deployments, except the newest of an application and the one that serves', async () => {
  const { unscoped: db } = lab.database;
  const scope = await lab.addOrganization();
  const server = await lab.addServer(scope);
  const busy = await lab.addApplication(scope, server);
  const quiet = await lab.addApplication(scope, server);
  const { organizationId } = scope;
  const deploy = (application: { id: number }, uuid: string, days: number | null) =>
    db.operation.create({
      data: {
        uuid,
        organizationId,
        workloadId: application.id,
        serverId: server.id,
        status: days === null ? 'in_progress' : 'finished',
        dedupeKey: uuid,
        deployment: { create: { configHash: '', snapshot: {} } },
        plannedSteps: [],
        finishedAt: days === null ? null : ago(days),
        logs: { create: { sequence: 1, step: 's', stream: 'stdout', text: 'line', at: ago(100) } },
        steps: { create: { stepId: 's', position: 0, title: 'S', state: 'done', startedAt: ago(100) } },
      },
    });
  await deploy(quiet, 'quiet', 400);
  await deploy(busy, 'running', null);
  await deploy(busy, 'serves', 200);
  await deploy(busy, 'young', 89);
  const old = [];
  for (let index = 0; index < 25; index++) old.push(await deploy(busy, `old ${index}`, 100));
  for (let index = 0; index < 10; index++) await deploy(busy, `newest ${index}`, 95);
  const release = { organizationId, workloadId: busy.id, deploymentUuid: 'serves', configHash: '' };
  await db.release.create({
    data: { ...release, uuid: 'r', image: '', digest: '', containerName: '', routing: {} },
  });

  await keep();

  const all = await db.operation.findMany({ include: { logs: true, steps: true }, orderBy: { id: 'asc' } });
  expect(all).toHaveLength(39);
  const emptied = all.filter(({ logs, steps }) => logs.length === 0 && steps.length === 0);
  expect(emptied.map(({ uuid }) => uuid)).toEqual(old.map(({ uuid }) => uuid));
  expect(emptied.every(({ plannedSteps }) => plannedSteps === null)).toBe(true);
  expect(all.filter(({ logs, steps }) => logs.length === 1 && steps.length === 1)).toHaveLength(14);
});

it('removes invitations, offers and failed jobs that are over, and no others', async () => {
  const { unscoped: db, pool } = lab.database;
  const { organizationId, principal } = await lab.addOrganization();
  const other = await lab.addOrganization();
  const invite = (tokenHash: string, change: object) =>
    db.invitation.create({
      data: {
        organizationId,
        email: `${tokenHash.replaceAll(' ', '-')}@example.com`,
        role: 'member',
        tokenHash,
        invitedByUserId: principal.user.id,
        expiresAt: ago(-1),
        ...change,
      },
    });
  await invite('open', {});
  await invite('expired', { expiresAt: ago(29) });
  await invite('expired long ago', { expiresAt: ago(31) });
  await invite('accepted long ago', { acceptedAt: ago(31) });
  await invite('revoked long ago', { revokedAt: ago(31) });
  const users = { fromUserId: principal.user.id, toUserId: principal.user.id };
  await db.ownershipTransfer.create({ data: { ...users, organizationId, expiresAt: ago(31) } });
  await db.ownershipTransfer.create({
    data: { ...users, organizationId: other.organizationId, expiresAt: ago(-1) },
  });
  const job = async (key: string, attempts: number, days: number) => {
    await pool.query(`SELECT graphile_worker.add_job('mail.send', '{}', max_attempts => 2, job_key => $1)`, [
      key,
    ]);
    await pool.query(
      'UPDATE graphile_worker._private_jobs SET attempts = $2, updated_at = $3 WHERE key = $1',
      [key, attempts, ago(days)],
    );
  };
  await job('failed long ago', 2, 31);
  await job('failed', 2, 29);
  await job('waits', 1, 31);

  await keep();

  const invitations = await db.invitation.findMany({ orderBy: { tokenHash: 'asc' } });
  expect(invitations.map(({ tokenHash }) => tokenHash)).toEqual(['expired', 'open']);
  expect(await db.ownershipTransfer.findMany()).toMatchObject([{ organizationId: other.organizationId }]);
  const { rows } = await pool.query('SELECT key FROM graphile_worker._private_jobs ORDER BY key');
  expect(rows).toEqual([{ key: 'failed' }, { key: 'waits' }]);
});

it('removes deliveries of forges after thirty days', async () => {
  const { unscoped: db } = lab.database;
  const { organizationId } = await lab.addOrganization();
  const add = (uuid: string, days: number) =>
    db.webhookDelivery.create({
      data: {
        uuid,
        organizationId,
        provider: 'github',
        deliveryId: uuid,
        event: 'push',
        status: 'skipped',
        reason: 'auto deploy is off',
        receivedAt: ago(days),
      },
    });
  await add('old delivery', 31);
  await add('young delivery', 29);
  const hold = (deliveryId: string, days: number) =>
    db.receivedWebhook.create({
      data: {
        organizationId,
        provider: 'github',
        deliveryId,
        event: 'push',
        content: {},
        workloadIds: [],
        receivedAt: ago(days),
      },
    });
  await hold('old delivery', 31);
  await hold('young delivery', 29);
  await keep();
  expect((await db.webhookDelivery.findMany()).map(({ uuid }) => uuid)).toEqual(['young delivery']);
  expect((await db.receivedWebhook.findMany()).map(({ deliveryId }) => deliveryId)).toEqual([
    'young delivery',
  ]);
});

it('removes deliveries to webhooks after thirty days, unless they wait', async () => {
  const { unscoped: db } = lab.database;
  const { organizationId } = await lab.addOrganization();
  const add = (uuid: string, status: string, days: number) =>
    db.notificationDelivery.create({
      data: { uuid, organizationId, event: 'test', body: '{}', status, createdAt: ago(days) },
    });
  await add('old', 'delivered', 31);
  await add('waiting', 'pending', 31);
  await add('young', 'failed', 29);
  await keep();
  const kept = await db.notificationDelivery.findMany({ orderBy: { id: 'asc' } });
  expect(kept.map(({ uuid }) => uuid)).toEqual(['waiting', 'young']);
});

it('removes sign-ins of command lines a day after their end', async () => {
  const { unscoped: db } = lab.database;
  const begin = (name: string, days: number) =>
    db.deviceLogin.create({
      data: {
        name,
        ip: '192.0.2.1',
        deviceHash: `device ${name}`,
        userCodeHash: `code ${name}`,
        expiresAt: ago(days),
      },
    });
  await begin('old', 1.1);
  await begin('young', 0.9);
  await keep();
  expect((await db.deviceLogin.findMany()).map(({ name }) => name)).toEqual(['young']);
});

it('removes visits to GitHub a day after their end', async () => {
  const { unscoped: db } = lab.database;
  const { organizationId } = await lab.addOrganization();
  const user = await db.user.create({ data: { email: 'v@example.com', username: 'v', name: 'V' } });
  const { id: sessionId } = await db.session.create({
    data: {
      id: 'visiting',
      tokenHash: 'visiting',
      hint: '',
      userId: user.id,
      expiresAt: ago(-1),
      absoluteExpiresAt: ago(-1),
    },
  });
  const address = 'https://github.example.com';
  const begin = (stateHash: string, days: number) =>
    db.githubVisit.create({
      data: {
        stateHash,
        kind: 'create',
        organizationId,
        sessionId,
        appUuid: stateHash,
        name: 'App',
        apiUrl: address,
        htmlUrl: address,
        expiresAt: ago(days),
      },
    });
  await begin('old', 1.1);
  await begin('young', 0.9);
  await keep();
  expect((await db.githubVisit.findMany()).map(({ stateHash }) => stateHash)).toEqual(['young']);
});

it('removes the turns of jobs that are done, but not one that a job has or waits for', async () => {
  const { pool } = lab.database;
  const add = (turn: string) =>
    pool.query(`SELECT graphile_worker.add_job('mail.send', '{}', queue_name => $1)`, [turn]);
  for (const turn of ['done', 'held', 'waited for']) await add(turn);
  await pool.query(`DELETE FROM graphile_worker._private_jobs j USING graphile_worker._private_job_queues q
    WHERE q.id = j.job_queue_id AND q.queue_name <> 'waited for'`);
  await pool.query(`UPDATE graphile_worker._private_job_queues SET locked_at = now(), locked_by = 'worker'
    WHERE queue_name = 'held'`);

  await keep();

  const { rows } = await pool.query(
    'SELECT queue_name FROM graphile_worker._private_job_queues ORDER BY queue_name',
  );
  expect(rows).toEqual([{ queue_name: 'held' }, { queue_name: 'waited for' }]);
  await add('done');
  const { rows: again } = await pool.query(
    `SELECT j.id FROM graphile_worker._private_jobs j JOIN graphile_worker._private_job_queues q
       ON q.id = j.job_queue_id WHERE q.queue_name = 'done'`,
  );
  expect(again).toHaveLength(1);
});
