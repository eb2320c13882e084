import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newUuid } from '../../lib/random';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());
beforeEach(async () => {
  await test.server.database.unscoped.workload.deleteMany();
  await test.server.database.unscoped.webhookDelivery.deleteMany();
});

const commit = 'c'.repeat(40);
const push = {
  kind: 'push',
  repository: 'acme/web',
  changes: [{ kind: 'branch', name: 'main', commit, isSkipMarked: false, paths: null }],
};

async function addApplication(fields: Record<string, unknown> = {}): Promise<{ uuid: string; id: number }> {
  const { body } = await test.call('POST', '/applications/public', {
    git_repository: 'https://github.com/acme/web',
    git_branch: 'main',
    build_pack: 'nixpacks',
    ports_exposes: '3000',
    ...test.place,
    ...fields,
  });
  const { id } = await test.server.database.unscoped.workload.findUniqueOrThrow({
    where: { uuid: body.uuid },
  });
  return { uuid: body.uuid, id };
}

async function addDelivery(workloadIds: number[], fields: Record<string, unknown> = {}): Promise<string> {
  const uuid = newUuid();
  await test.server.database.unscoped.webhookDelivery.create({
    data: {
      uuid,
      organizationId: test.server.owner.organizationId,
      provider: 'github',
      deliveryId: randomUUID(),
      event: 'push',
      repository: 'acme/web',
      status: 'skipped',
      reason: 'auto deploy is off',
      content: push,
      decisions: {
        create: workloadIds.map((workloadId) => ({
          workloadId,
          status: 'skipped',
          message: 'auto deploy is off',
        })),
      },
      ...fields,
    },
  });
  return uuid;
}

const uuids = (body: { deliveries: { uuid: string }[] }) => body.deliveries.map(({ uuid }) => uuid);

describe('the deliveries of an application', () => {
  it('are listed with the reason, newest first, a page at a time', async () => {
    const { uuid, id } = await addApplication();
    const other = await addApplication();
    const made = [await addDelivery([id]), await addDelivery([id, other.id]), await addDelivery([id])];
    await addDelivery([other.id]);
    const first = await test.call('GET', `/applications/${uuid}/webhook-deliveries?limit=2`);
    expect(uuids(first.body)).toEqual([made[2], made[1]]);
    expect(first.body.deliveries[1]).toMatchObject({
      provider: 'github',
      event: 'push',
      status: 'skipped',
      reason: 'auto deploy is off',
      is_replayable: true,
      results: [{ application_uuid: uuid, deployment_uuid: null }],
    });
    const cursor = first.body.next_cursor;
    const second = await test.call(
      'GET',
      `/applications/${uuid}/webhook-deliveries?limit=2&cursor=${cursor}`,
    );
    expect([uuids(second.body), second.body.next_cursor]).toEqual([[made[0]], null]);
  });

  it('go with it', async () => {
    const { uuid, id } = await addApplication();
    await addDelivery([id]);
    await test.server.database.unscoped.workload.delete({ where: { id } });
    expect((await test.call('GET', `/applications/${uuid}/webhook-deliveries`)).status).toBe(404);
    expect(await test.server.database.unscoped.webhookDecision.count()).toBe(0);
  });
});

describe('the deliveries of an organization', () => {
  it('include those of no application for its owners alone', async () => {
    const { id } = await addApplication();
    const known = await addDelivery([id]);
    const stray = await addDelivery([], {
      status: 'unmatched',
      reason: 'no application',
      content: undefined,
    });
    expect(uuids((await test.call('GET', '/webhook-deliveries')).body)).toEqual([stray, known]);
    const member = await test.server.key(['read'], await test.server.member('member'));
    expect(uuids((await test.call('GET', '/webhook-deliveries', undefined, member)).body)).toEqual([known]);
  });

  it('are not shown to another organization', async () => {
    const { id } = await addApplication();
    const uuid = await addDelivery([id]);
    const { token } = await test.stranger();
    expect((await test.call('GET', '/webhook-deliveries', undefined, token)).body.deliveries).toEqual([]);
    expect((await test.call('POST', `/webhook-deliveries/${uuid}/replay`, {}, token)).status).toBe(404);
  });
});

describe('a replay', () => {
  it('deals with the delivery by the settings as they are now', async () => {
    const { uuid, id } = await addApplication();
    const delivery = await addDelivery([id]);
    const { status, body } = await test.call('POST', `/webhook-deliveries/${delivery}/replay`);
    expect(status).toBe(201);
    expect(body.results).toMatchObject([{ application_uuid: uuid, status: 'queued' }]);
    const { deployment_uuid } = body.results[0];
    const started = await test.server.database.unscoped.operation.findUniqueOrThrow({
      where: { uuid: deployment_uuid },
      include: { deployment: true },
    });
    expect(started).toMatchObject({ cause: 'webhook', actorUserId: test.server.owner.userId });
    expect(started.deployment?.commit).toBe(commit);
    const listed = await test.call('GET', `/applications/${uuid}/webhook-deliveries`);
    expect(uuids(listed.body)).toEqual([body.uuid, delivery]);
  });

  it('is a new delivery each time', async () => {
    const { id } = await addApplication({ git_commit_sha: 'HEAD' });
    const delivery = await addDelivery([id]);
    await test.call('POST', `/webhook-deliveries/${delivery}/replay`);
    await test.server.database.unscoped.operation.updateMany({ data: { status: 'finished' } });
    const { body } = await test.call('POST', `/webhook-deliveries/${delivery}/replay`);
    expect(body.results).toMatchObject([{ status: 'queued', message: 'Deployment queued.' }]);
    expect(await test.server.database.unscoped.operation.count()).toBe(2);
  });

  it('is refused where the content was not kept', async () => {
    const { id } = await addApplication();
    const delivery = await addDelivery([id], { status: 'refused', content: undefined });
    const { status, body } = await test.call('POST', `/webhook-deliveries/${delivery}/replay`);
    expect({ status, body }).toMatchObject({
      status: 400,
      body: { message: 'This delivery cannot be replayed: its content was not kept.' },
    });
  });

  it('is refused to those who may not deploy', async () => {
    const { id } = await addApplication();
    const delivery = await addDelivery([id]);
    const member = await test.server.key(['read'], await test.server.member('member'));
    expect((await test.call('POST', `/webhook-deliveries/${delivery}/replay`, {}, member)).status).toBe(403);
    expect(await test.server.database.unscoped.operation.count()).toBe(0);
  });
});
