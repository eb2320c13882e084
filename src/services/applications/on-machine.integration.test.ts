import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DockerApi } from '../../transport/docker/api';
import { finishRemovals } from '../operations/finish-removals';
import { checkLease } from '../operations/lease';
import { type MachineTest, startMachineTest } from './machine.testing';

let test: MachineTest;
/** The Docker API of the machine; tests may replace its members. */
let docker: DockerApi;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  uuid = await test.renew();
  docker = test.host.docker;
});
afterAll(() => test.server.stop());

const row = () => test.server.database.unscoped.workload.findUnique({ where: { uuid } });
const operations = () =>
  test.server.database.unscoped.operation.findMany({ where: { workload: { uuid } }, orderBy: { id: 'asc' } });
const statesOfOperations = async () => (await operations()).map(({ kind, status }) => [kind, status]);

const addContainer = (name: string, resource = uuid) => test.addContainer(name, resource);
const stop = () => test.call('POST', `/applications/${uuid}/stop`);
const remove = () => test.call('DELETE', `/applications/${uuid}`);

const statesOf = () => [...test.host.docker.containers.values()].map(({ name, status }) => [name, status]);

describe('stop', () => {
  it('stops the containers of this application alone', async () => {
    await addContainer('ours');
    await addContainer('other', 'abcdefghijklmnopqrstuvwx');
    await test.server.database.unscoped.workload.updateMany({ data: { status: 'running:healthy' } });
    await stop();
    await test.work();
    expect(statesOf()).toEqual([
      ['ours', 'exited'],
      ['other', 'running'],
    ]);
    expect(await row()).toMatchObject({ status: 'exited' });
    const [operation] = await operations();
    expect(operation).toMatchObject({ kind: 'stop', status: 'finished', cause: 'api' });
    const steps = await test.call('GET', `/deployments/${operation?.uuid}/steps`);
    expect(steps.body.map(({ title, state }: { title: string; state: string }) => [title, state])).toEqual([
      ['Find the running containers', 'done'],
      ['Remove its routes from the proxy', 'done'],
      ['Stop the containers', 'done'],
    ]);
  });

  it('is not done when a deployment was asked for since', async () => {
    await addContainer('ours');
    await stop();
    await test.call('POST', `/applications/${uuid}/start`);
    expect(await statesOfOperations()).toEqual([
      ['stop', 'cancelled'],
      ['deploy', 'queued'],
    ]);
  });

  it('is one, however often it is asked for, and can be cancelled', async () => {
    await stop();
    await stop();
    expect(await statesOfOperations()).toEqual([['stop', 'queued']]);
    const [operation] = await operations();
    expect((await test.call('POST', `/deployments/${operation?.uuid}/cancel`)).status).toBe(200);
    expect(await statesOfOperations()).toEqual([['stop', 'cancelled']]);
  });

  it('does nothing on a server where nothing can run', async () => {
    await test.setServer({ hostKey: null });
    expect((await stop()).status).toBe(200);
    expect(await row()).toMatchObject({ status: 'exited' });
    expect(await operations()).toEqual([]);
  });
});

describe('removal', () => {
  it('removes the containers, then the rows; a second one finds nothing to do', async () => {
    await addContainer('ours');
    await addContainer('other', 'abcdefghijklmnopqrstuvwx');
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: '1' });
    const before = await row();
    await remove();
    await remove();
    expect(await statesOfOperations()).toEqual([['delete', 'queued']]);
    await test.work();
    expect(statesOf()).toEqual([['other', 'running']]);
    expect((await test.call('GET', `/applications/${uuid}`)).status).toBe(404);
    const { id = 0 } = before ?? {};
    const left = await Promise.all([
      test.server.database.unscoped.environmentVariable.count({ where: { workloadId: id } }),
      test.server.database.unscoped.domain.count({ where: { workloadId: id } }),
      test.server.database.unscoped.operation.count({ where: { workloadId: id } }),
    ]);
    expect(left).toEqual([0, 0, 0]);
  });

  it('keeps the rows when the server fails, and is tried again after a while', async () => {
    await addContainer('ours');
    const removeContainer = docker.removeContainer.bind(docker);
    docker.removeContainer = () => Promise.reject(new Error('permission denied'));
    await remove();
    await test.work();
    expect(await row()).toMatchObject({ deletingAt: expect.any(Date) });
    await finishRemovals(test.server.services);
    expect(await statesOfOperations()).toEqual([['delete', 'failed']]);
    docker.removeContainer = removeContainer;
    const { pool } = test.server.database;
    await pool.query(`UPDATE operations SET finished_at = finished_at - interval '61 seconds'`);
    await finishRemovals(test.server.services);
    expect(await statesOfOperations()).toEqual([
      ['delete', 'failed'],
      ['delete', 'queued'],
    ]);
    await test.work();
    expect([await row(), statesOf()]).toEqual([null, []]);
  });

  it('is finished by the sweep where a worker ended between its end and the rows', async () => {
    await remove();
    await test.server.database.unscoped.operation.updateMany({ data: { status: 'finished' } });
    expect(await row()).not.toBeNull();
    await finishRemovals(test.server.services);
    expect(await row()).toBeNull();
  });

  it('removes the records of what is on a server out of reach, also of one that is lost meanwhile', async () => {
    docker.listContainers = () => Promise.reject(new Error('asked'));
    await test.setServer({ state: 'unreachable' });
    await remove();
    expect(await row()).toBeNull();
    uuid = await test.renew();
    await remove();
    await test.setServer({ state: 'unreachable' });
    await test.server.database.unscoped.operation.updateMany({
      where: { workload: { uuid } },
      data: { status: 'failed' },
    });
    await finishRemovals(test.server.services);
    expect(await row()).toBeNull();
  });

  it('waits for a deployment that is being undone', async () => {
    await addContainer('ours');
    await test.call('POST', `/applications/${uuid}/start`);
    const { unscoped: db } = test.server.database;
    const leaseUntil = new Date(Date.now() + 3_600_000);
    await db.operation.updateMany({ data: { status: 'cancelled', leaseHolder: 'worker:1', leaseUntil } });
    await remove();
    await test.work();
    expect(statesOf()).toEqual([['ours', 'running']]);
    await db.operation.updateMany({ where: { kind: 'deploy' }, data: { leaseHolder: null } });
    await test.work();
    expect(statesOf()).toEqual([]);
  });

  it('that is cancelled leaves the application as it was', async () => {
    await remove();
    const [operation] = await operations();
    expect((await stop()).status).toBe(409);
    expect((await test.call('POST', `/deployments/${operation?.uuid}/cancel`)).status).toBe(200);
    expect(await row()).toMatchObject({ deletingAt: null });
    expect((await stop()).status).toBe(200);
  });

  it('is not ended by the mark that it sets itself, as a deployment is', async () => {
    await test.call('POST', `/applications/${uuid}/start`);
    await remove();
    const { unscoped: db } = test.server.database;
    await db.operation.updateMany({ data: { status: 'in_progress', leaseHolder: 'worker:1' } });
    const states = (await operations()).map(async ({ id, kind }) => [
      kind,
      await checkLease(test.server.services, { operationId: id, holder: 'worker:1' }),
    ]);
    expect(await Promise.all(states)).toEqual([
      ['deploy', 'abandoned'],
      ['delete', 'held'],
    ]);
  });
});
