import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type GroupTest, startGroupTest } from './testing';

let test: GroupTest;
beforeAll(async () => {
  test = await startGroupTest();
});
afterAll(() => test.server.stop());

let apps: string[];
beforeEach(async () => {
  apps = await test.renew(3);
});

describe('deployments that succeed together', () => {
  it('are all built before the first is released, however few run at once', async () => {
    await test.db().server.updateMany({ data: { concurrentBuilds: 1 } });
    for (const uuid of apps) await test.tagged(uuid, '2');
    const { body } = await test.deploy();
    expect(body).toMatchObject({
      details: apps.map((resource_uuid) => ({ resource_uuid })),
      group_uuid: expect.any(String),
    });
    await test.work();
    expect(await test.group(body.group_uuid)).toMatchObject({
      state: 'preparing',
      parts: apps.map(() => ({ status: 'in_progress', is_waiting: true })),
    });
    expect(test.running()).toEqual(apps.map(() => 'nginx:1'));
    await test.settle();
    expect(await test.group(body.group_uuid)).toMatchObject({ state: 'finished', reason: null });
    expect(test.running()).toEqual(apps.map(() => 'nginx:2'));
    const one = await test.call('GET', `/deployments/${body.details[0].deployment_uuid}`);
    expect(one.body).toMatchObject({ status: 'finished', group_uuid: body.group_uuid });
    const { body: list } = await test.call('GET', `/applications/${apps[0]}/operations`);
    expect(list.operations[0]).toMatchObject({ group_uuid: body.group_uuid, is_waiting: false });
  });

  it.each([0, 1, 2])('change nothing when the image of part %s is not there', async (failing) => {
    for (const [index, uuid] of apps.entries()) await test.tagged(uuid, index === failing ? 'gone' : '2');
    const { body } = await test.deploy();
    await test.settle();
    const group = await test.group(body.group_uuid);
    expect(group).toMatchObject({ state: 'reverted', reason: expect.stringContaining('failed') });
    expect(group.parts.map(({ status }: { status: string }) => status)).toEqual(
      apps.map((_, index) => (index === failing ? 'failed' : 'cancelled-by-user')),
    );
    expect(test.running()).toEqual(apps.map(() => 'nginx:1'));
  });

  it.each([0, 1, 2])('go back when part %s fails after others were released', async (failing) => {
    // One after the other, so that the earlier ones are in service.
    await test.db().server.updateMany({ data: { concurrentBuilds: 1 } });
    for (const [index, uuid] of apps.entries()) await test.tagged(uuid, index === failing ? 'bad' : '2');
    const { body } = await test.deploy();
    await test.settle();
    const group = await test.group(body.group_uuid);
    expect(group.state).toBe('reverted');
    expect(
      group.parts.map((part: { status: string; revert_status: string | null }) => [
        part.status,
        part.revert_status,
      ]),
    ).toEqual(
      apps.map((_, index) => {
        if (index < failing) return ['finished', 'finished'];
        return [index === failing ? 'failed' : 'cancelled-by-user', null];
      }),
    );
    expect(test.running()).toEqual(apps.map(() => 'nginx:1'));
  });

  it('go back when one of them is cancelled, and say when one could not', async () => {
    for (const uuid of apps) await test.tagged(uuid, '2');
    const { body } = await test.deploy();
    await test.work();
    await test.call('POST', `/deployments/${body.details[1].deployment_uuid}/cancel`);
    await test.settle();
    expect(await test.group(body.group_uuid)).toMatchObject({
      state: 'reverted',
      reason: expect.stringContaining('was cancelled'),
    });
    expect(test.running()).toEqual(apps.map(() => 'nginx:1'));

    await test.db().server.updateMany({ data: { concurrentBuilds: 1 } });
    await test.tagged(apps[1] ?? '', 'bad');
    const second = await test.deploy();
    // The previous release is lost while the first is in service.
    test.host.docker.onStart = (container) => {
      container.health = 'healthy';
      if (container.spec.image === 'nginx:2') test.host.docker.images.delete('nginx:1');
      if (container.spec.image === 'nginx:bad') container.status = 'exited';
    };
    await test.settle();
    expect(await test.group(second.body.group_uuid)).toMatchObject({
      state: 'failed',
      parts: [{ revert_status: 'failed' }, { status: 'failed' }, { status: 'cancelled-by-user' }],
    });
  });

  it('wait for another group, and hold what was asked for later', async () => {
    for (const uuid of apps) await test.tagged(uuid, '2');
    const first = await test.deploy();
    await test.work();
    const alone = await test.call('POST', `/applications/${apps[0]}/restart`);
    const second = await test.deploy('&force=true');
    expect(second.status).toBe(200);
    await test.work();
    expect((await test.group(second.body.group_uuid)).parts[0].status).toBe('queued');
    await test.settle();
    for (const { body } of [first, second])
      expect((await test.group(body.group_uuid)).state).toBe('finished');
    expect(alone.status).toBe(200);
  });
});

describe('what could not go back', () => {
  it('is refused by name, and then nothing is deployed', async () => {
    const { body: fresh } = await test.call('POST', '/applications/dockerimage', {
      ...test.place,
      docker_registry_image_name: 'nginx',
      name: 'fresh',
      tags: ['shop'],
    });
    await test.call('PATCH', `/applications/${apps[0]}`, { docker_images_to_keep: 0, name: 'keepless' });
    const { body: database } = await test.call('POST', '/databases/redis', { ...test.place, name: 'store' });
    await test.call('POST', `/databases/${database.uuid}/tags`, { tag_name: 'shop' });
    const { status, body } = await test.deploy();
    expect(status).toBe(409);
    for (const reason of [
      'Application fresh has no release yet',
      'Application keepless keeps no earlier images',
      'Database store has no releases',
    ])
      expect(body.message).toContain(reason);
    expect(await test.db().operation.count({ where: { status: 'queued' } })).toBe(0);
    expect((await test.call('POST', `/deploy?uuid=${fresh.uuid}&pr=1&atomic=true`)).status).toBe(400);
    await test.call('DELETE', `/databases/${database.uuid}`);
  });

  it('is refused while one of them is being deployed', async () => {
    await test.tagged(apps[1] ?? '', '2');
    await test.call('POST', `/applications/${apps[1]}/start`);
    const { status, body } = await test.deploy();
    expect([status, body.message]).toEqual([409, expect.stringContaining('is already being deployed')]);
    expect(await test.db().deploymentGroup.count()).toBe(0);
  });

  it('of another organization is not there', async () => {
    const { body } = await test.deploy('&force=true');
    const { token } = await test.stranger();
    const answer = await test.call('GET', `/deployment-groups/${body.group_uuid}`, undefined, token);
    expect(answer.status).toBe(404);
    await test.settle();
  });
});
