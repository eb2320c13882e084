import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../db/database';
import { createTestDatabase } from '../db/testing';
import { createLogger } from '../lib/log';
import { type GraphileQueue, openQueue } from './graphile-queue';
import { startJobRunner } from './job-runner';
import { deadProcesses, heartbeat, thisProcess, type WorkerIdentity } from './worker-process';

let database: Database;
let queue: GraphileQueue;
const log = createLogger('silent');
beforeAll(async () => {
  database = await createTestDatabase();
  queue = await openQueue(database.pool, log);
});
afterAll(async () => {
  await queue.close();
  await database.close();
});

/** Make heartbeats as old as if this much time had passed, by the database's clock. */
const pass = (seconds: number) =>
  database.pool.query(`UPDATE worker_processes SET heartbeat_at = heartbeat_at - $1 * interval '1 second'`, [
    seconds,
  ]);

describe('deadProcesses', () => {
  it('finds the silent ones anywhere, and the gone ones of this machine at once', async () => {
    const self = await thisProcess();
    const other = (id: string, changes: Partial<WorkerIdentity> = {}): WorkerIdentity => ({
      ...self,
      id,
      host: 'elsewhere',
      pid: 4242,
      ...changes,
    });
    const local = { host: self.host };
    const beating = [
      self,
      other('elsewhere-alive'),
      other('here-gone', local),
      other('here-alive', { ...local, pid: 1 }),
      other('here-before-reboot', { ...local, bootId: 'another boot' }),
      other('here-with-our-pid', { ...local, pid: self.pid }),
    ];
    for (const identity of beating) await heartbeat(database, identity, [`queue of ${identity.id}`]);
    const dead = async () =>
      (await deadProcesses(database, self, (pid) => pid === 1)).map(({ id }) => id).sort();
    await pass(25);
    expect(await dead()).toEqual(['here-gone', 'here-with-our-pid']);
    await heartbeat(database, other('elsewhere-alive'), []);
    await pass(6);
    expect(await dead()).toEqual(['here-alive', 'here-before-reboot', 'here-gone', 'here-with-our-pid']);
  });
});

describe('the queue', () => {
  it('hands a job to a worker at once, and its copy is one job', async () => {
    const done: string[] = [];
    const ignore = async () => undefined;
    const runner = await startJobRunner({
      critical: database.critical,
      pool: database.pool,
      patiently: (work) => work(),
      log,
      handlers: {
        'deployment.dispatch': async ({ serverUuid }) => void done.push(serverUuid),
        'deployment.move-group': async () => undefined,
        'server.validate': ignore,
        'server.restart-proxy': ignore,
        'server.keep-proxy': ignore,
        'server.keep-networks': ignore,
        'server.cleanup': ignore,
        'server.check-disk': ignore,
        'certificate.issue': ignore,
        'forge.commit-status': ignore,
        'forge.preview-comment': ignore,
        'github.commit-status': ignore,
        'github.preview-comment': ignore,
        'catalogue.refresh': ignore,
        'notification.send': ignore,
        'notification.deliver': ignore,
        'mail.send': ignore,
        'passcode.issue': ignore,
      },
    });
    expect(runner.queueIds.length).toBeGreaterThan(2);
    await queue.enqueue('deployment.dispatch', { serverUuid: 'one' });
    await expect.poll(() => done, { timeout: 10_000 }).toEqual(['one']);
    await runner.stop();
    for (let copy = 0; copy < 3; copy++)
      await queue.enqueue('deployment.dispatch', { serverUuid: 'two' }, { key: 'two' });
    const { rows } = await database.pool.query('SELECT 1 FROM graphile_worker.jobs WHERE key = $1', ['two']);
    expect(rows).toHaveLength(1);
  });

  it('gives back what a dead worker held', async () => {
    await queue.enqueue('deployment.dispatch', { serverUuid: 'held' }, { key: 'held' });
    await database.pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = 'dead-worker' WHERE key = 'held'`,
    );
    const locked = async () =>
      (await database.pool.query(`SELECT locked_by FROM graphile_worker._private_jobs WHERE key = 'held'`))
        .rows[0]?.locked_by;
    await queue.unlock(['some-other-worker']);
    expect(await locked()).toBe('dead-worker');
    await queue.unlock(['dead-worker']);
    expect(await locked()).toBeNull();
  });
});

describe('work on machines and endpoints that never answer', () => {
  it('keeps neither dispatch, nor mail, nor another organization waiting, and holds no more slots than its share', async () => {
    await database.pool.query('DELETE FROM graphile_worker._private_jobs'); // left by earlier tests
    const begun: string[] = [];
    const ignore = async () => undefined;
    let answer: () => void = ignore;
    const never = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const runner = await startJobRunner({
      critical: database.critical,
      pool: database.pool,
      patiently: (work) => work(),
      log,
      handlers: {
        'deployment.dispatch': async ({ serverUuid }) => void begun.push(serverUuid),
        'deployment.move-group': async () => undefined,
        'server.validate': async ({ serverUuid }) => {
          begun.push(serverUuid);
          if (serverUuid.startsWith('tarpit')) await never;
        },
        'server.restart-proxy': ignore,
        'server.keep-proxy': ignore,
        'server.keep-networks': ignore,
        'server.cleanup': ignore,
        'server.check-disk': ignore,
        'certificate.issue': ignore,
        'forge.commit-status': ignore,
        'forge.preview-comment': ignore,
        'github.commit-status': ignore,
        'github.preview-comment': ignore,
        'catalogue.refresh': ignore,
        'notification.send': ignore,
        'notification.deliver': async ({ organizationId, deliveryUuid }) => {
          begun.push(deliveryUuid);
          if (organizationId === 'dead') await never;
        },
        'mail.send': async ({ to }) => void begun.push(to),
        'passcode.issue': ignore,
      },
    });
    const validate = (organizationId: string, serverUuid: string) =>
      queue.enqueue('server.validate', { organizationId, serverUuid, install: false });
    for (let no = 0; no < 20; no++) await validate('slow', `tarpit-${no}`);
    for (let no = 0; no < 4; no++) await validate('single', 'tarpit-of-one');
    const deliver = (organizationId: string, deliveryUuid: string) =>
      queue.enqueue('notification.deliver', { organizationId, deliveryUuid });
    for (let no = 0; no < 20; no++) await deliver('dead', `dead-${no}`);
    await expect.poll(() => begun.length, { timeout: 20_000 }).toBe(8 + 2 + 2);
    await queue.enqueue('deployment.dispatch', { serverUuid: 'dispatched' });
    await queue.enqueue('mail.send', { to: 'mailed', template: 't', sealedValues: '' });
    await validate('quick', 'answers');
    await deliver('quick', 'delivered');
    await expect
      .poll(() => begun.slice(12).sort(), { timeout: 20_000 })
      .toEqual(['answers', 'delivered', 'dispatched', 'mailed']);
    answer();
    await expect.poll(() => begun.length, { timeout: 40_000 }).toBe(20 + 4 + 20 + 4);
    await runner.stop();
  });
});
