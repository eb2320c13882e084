import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../api/application/testing';
import { until } from '../../services/operations/run.testing';
import { finishReceived } from '../../services/webhooks/finish-received';
import { addRepositoryApplication, callAsGitHub, pushPayload } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest({ webhookAnswerMs: 0 });
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  const { unscoped: db } = test.server.database;
  await db.workload.deleteMany();
  await db.webhookDelivery.deleteMany();
});

const db = () => test.server.database.unscoped;
const commit = (digit: number) => `${digit}`.repeat(40);

/** Let every deployment wait for the applications' server until `work` has ended. */
async function whileServersAreLocked(work: () => Promise<void>): Promise<void> {
  const client = await test.server.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query('SELECT 1 FROM servers FOR UPDATE');
    await work();
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

it('an answer that is due says what is known, and the newest push is what is deployed', async () => {
  const uuid = await addRepositoryApplication(test);
  const other = await addRepositoryApplication(test, { git_branch: 'other' });
  await whileServersAreLocked(async () => {
    for (const digit of [1, 2, 3]) {
      const { status, body } = await callAsGitHub(test, { body: pushPayload({ after: commit(digit) }) });
      expect(status).toBe(202);
      expect(body).toMatchObject([
        { application_uuid: uuid, status: 'queued', message: expect.stringMatching(/^Accepted\./) },
        { application_uuid: other, status: 'skipped', message: 'branch `main` is not `other`' },
      ]);
    }
    expect(await db().receivedWebhook.count()).toBe(3);
    expect(await db().operation.count()).toBe(0);
  });
  await until(async () => (await db().receivedWebhook.count()) === 0);
  const made = await db().operation.findMany({ include: { deployment: true }, orderBy: { id: 'asc' } });
  expect(made.map(({ status, deployment }) => [deployment?.commit, status])).toEqual([
    [commit(1), 'cancelled'],
    [commit(3), 'queued'],
  ]);
  const decided = { workload: { uuid } };
  expect(await db().webhookDecision.findMany({ where: decided, orderBy: { id: 'asc' } })).toMatchObject([
    { status: 'queued' },
    { status: 'skipped', message: 'a newer event was handled first' },
    { status: 'queued' },
  ]);
});

it('a full queue keeps a delivery whose forge has its answer', async () => {
  const first = await addRepositoryApplication(test);
  const second = await addRepositoryApplication(test, { git_repository: 'https://github.com/acme/full' });
  await db().server.updateMany({ data: { deploymentQueueLimit: 1 } });
  await test.call('POST', `/applications/${first}/start`);
  const refused = callAsGitHub(test, { body: pushPayload({ repository: 'acme/full' }) });
  expect((await refused).body).toMatchObject([{ application_uuid: second, status: 'queued' }]);
  // Its turn has ended when that of the next one has.
  await callAsGitHub(test, { body: pushPayload({ after: commit(2) }) });
  await until(async () => (await db().webhookDelivery.count()) === 2);
  expect(await db().receivedWebhook.count()).toBe(1);
  await db().server.updateMany({ data: { deploymentQueueLimit: 25 } });
  await test.server.database.pool.query(
    `UPDATE received_webhooks SET received_at = received_at - interval '2 minutes'`,
  );
  await finishReceived(test.server.services);
  expect(await db().receivedWebhook.count()).toBe(0);
  expect(await db().operation.count({ where: { workload: { uuid: second }, status: 'queued' } })).toBe(1);
});
