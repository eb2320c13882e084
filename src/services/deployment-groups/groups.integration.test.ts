import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { completeGroup } from '../../db/queries/complete-group';
import { AppError } from '../../domain/error';
import { moveOpenGroups } from './move';
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
    // The previous version of the first cannot be started again.
    const { docker } = test.host;
    const start = docker.startContainer.bind(docker);
    docker.startContainer = async (id) => {
      if (docker.containers.get(id)?.spec.image === 'nginx:1')
        throw new AppError('bad_request', 'It does not start.');
      await start(id);
    };
    await test.settle();
    expect(await test.group(second.body.group_uuid)).toMatchObject({
      state: 'failed',
      parts: [
        { status: 'cancelled-by-user', reason: expect.stringContaining('its group failed') },
        { status: 'failed' },
        { status: 'cancelled-by-user' },
      ],
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

describe('parts of every kind', () => {
  const setUp = async () => {
    const parts = [
      await test.addDatabase(),
      await test.addStack(['web', 'worker']),
      await test.addComposed(),
    ];
    const first = await test.deploy();
    await test.settle();
    expect((await test.group(first.body.group_uuid)).state).toBe('finished');
    for (const uuid of apps) await test.tagged(uuid, '2');
    for (const { tagged } of parts) expect(await tagged('2')).toMatchObject({ status: 200 });
    return parts;
  };
  const before = ['nginx:1', 'nginx:1', 'nginx:1', 'redis:7.1', 'nginx:1', 'nginx:1', 'nginx:1'];

  it('begin to run together, and are replaced together', async () => {
    const parts = await setUp();
    expect(test.running()).toEqual(before);
    const { body } = await test.deploy('&force=true');
    expect(body.message.slice(-3)).toEqual([
      expect.stringMatching(/^Database .* restart queued\.$/),
      expect.stringMatching(/^Service .* deployment queued\.$/),
      expect.stringMatching(/^Application .* deployment queued\.$/),
    ]);
    await test.settle();
    expect(await test.group(body.group_uuid)).toMatchObject({
      state: 'finished',
      parts: [
        ...apps.map((uuid) => ({ resource_type: 'application', resource_uuid: uuid })),
        ...['database', 'service', 'application'].map((resource_type, index) => ({
          resource_type,
          resource_uuid: parts[index]?.uuid,
        })),
      ],
    });
    expect(test.running()).toEqual(before.map((image) => image.replace(/1$/, '2')));
    expect(test.host.docker.containers.size).toBe(before.length);
  });

  it.each([0, 2])('go back together when part %s of them fails', async (failing) => {
    const parts = await setUp();
    await parts[failing]?.tagged('bad');
    const { body } = await test.deploy('&force=true');
    await test.settle();
    expect((await test.group(body.group_uuid)).state).toBe('reverted');
    expect(test.running()).toEqual(before);
    expect(test.host.docker.containers.size).toBe(before.length);
  });

  it('are removed again when nothing ran before and one fails', async () => {
    const parts = [await test.addStack(['web']), await test.addComposed(), await test.addDatabase()];
    // The last: all others serve before it fails.
    await (await test.addStack(['web'])).tagged('bad');
    const { body } = await test.deploy();
    await test.settle();
    expect((await test.group(body.group_uuid)).state).toBe('reverted');
    expect(test.running()).toEqual(['nginx:1', 'nginx:1', 'nginx:1']);
    expect(test.host.docker.containers.size).toBe(apps.length);
    const [stack, composed, database] = parts.map(({ uuid }) => uuid);
    for (const path of [`/services/${stack}`, `/applications/${composed}`, `/databases/${database}`])
      expect((await test.call('GET', path)).body.status).toBe('exited');
    expect([...test.host.docker.volumes.keys()]).toEqual([`redis-data-${database}`]);
  });

  it('leave a database alone that runs, unless it is forced', async () => {
    const { uuid } = await test.addDatabase();
    await test.call('POST', `/databases/${uuid}/start`);
    await test.work();
    const { body } = await test.deploy();
    expect(body.message.at(-1)).toMatch(/is already running\.$/);
    await test.settle();
    expect((await test.group(body.group_uuid)).parts).toHaveLength(apps.length);
    const { body: alone } = await test.call('POST', `/deploy?uuid=${uuid}&atomic=true`);
    expect(alone).toEqual({ deployments: [{ message: expect.any(String), resource_uuid: uuid }] });
  });
});

describe('a group whose parts all serve', () => {
  it('can no longer be cancelled, and removes what ran before', async () => {
    for (const uuid of apps) await test.tagged(uuid, '2');
    const { body } = await test.deploy();
    const { services } = test.server;
    await test.work();
    await moveOpenGroups(services);
    await test.work();
    expect(await test.group(body.group_uuid)).toMatchObject({
      state: 'releasing',
      parts: apps.map(() => ({ is_waiting: true })),
    });
    const stopped = [...test.host.docker.containers.values()].filter(({ status }) => status === 'exited');
    expect(stopped.map(({ spec }) => spec.image)).toEqual(apps.map(() => 'nginx:1'));
    await moveOpenGroups(services);
    expect((await test.group(body.group_uuid)).state).toBe('completing');
    const cancel = await test.call('POST', `/deployments/${body.details[0].deployment_uuid}/cancel`);
    expect([cancel.status, cancel.body.message]).toEqual([
      400,
      expect.stringContaining('cannot be cancelled'),
    ]);
    await test.settle();
    expect((await test.group(body.group_uuid)).state).toBe('finished');
    expect(test.host.docker.containers.size).toBe(apps.length);
  });

  it('is not completed when a part was cancelled in between', async () => {
    for (const uuid of apps) await test.tagged(uuid, '2');
    const { body } = await test.deploy();
    await test.work();
    await moveOpenGroups(test.server.services);
    await test.work();
    await test.call('POST', `/deployments/${body.details[0].deployment_uuid}/cancel`);
    const group = await test.db().deploymentGroup.findFirstOrThrow();
    expect(await completeGroup(test.server.database.pool, group.id)).toBe(false);
    await test.settle();
    expect((await test.group(body.group_uuid)).state).toBe('reverted');
    expect(test.running()).toEqual(apps.map(() => 'nginx:1'));
  });

  it('goes back by rollbacks where an earlier version of Gantry had finished a part', async () => {
    for (const uuid of apps) await test.tagged(uuid, '2');
    const { body } = await test.deploy();
    await test.settle();
    await test.db().operation.updateMany({
      where: { uuid: body.details[2].deployment_uuid },
      data: { status: 'failed' },
    });
    await test.db().deploymentGroup.updateMany({ data: { state: 'releasing', finishedAt: null } });
    await test.settle();
    const group = await test.group(body.group_uuid);
    expect(group.state).toBe('reverted');
    expect(group.parts.map((part: { revert_status: string | null }) => part.revert_status)).toEqual([
      'finished',
      'finished',
      null,
    ]);
    expect(test.running()).toEqual(['nginx:1', 'nginx:1', 'nginx:2']);
  });
});

describe('a group', () => {
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
