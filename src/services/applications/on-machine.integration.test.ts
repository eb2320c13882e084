import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DockerApi } from '../../transport/docker/api';
import { type MachineTest, startMachineTest } from './machine.testing';
import { removeApplication } from './remove';
import { stopApplication } from './stop';

let test: MachineTest;
/** The engine of the machine, whose members a test may replace. */
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

const scope = () => test.scope();
const row = () => test.server.database.unscoped.workload.findUnique({ where: { uuid } });
const flags = { deleteVolumes: true, deleteNetworks: true, deleteImages: true };

const organizationId = () => test.server.owner.organizationId;
const addContainer = (name: string, resource = uuid) => test.addContainer(name, resource);

const statesOf = () => [...test.host.docker.containers.values()].map(({ name, status }) => [name, status]);

describe('stop', () => {
  it('stops the containers of this application alone', async () => {
    await addContainer('ours');
    await addContainer('other', 'abcdefghijklmnopqrstuvwx');
    await test.server.database.unscoped.workload.updateMany({ data: { status: 'running:healthy' } });
    await stopApplication(scope(), { organizationId: organizationId(), applicationUuid: uuid });
    expect(statesOf()).toEqual([
      ['ours', 'exited'],
      ['other', 'running'],
    ]);
    expect(await row()).toMatchObject({ status: 'exited' });
  });

  it('does nothing when somebody deployed since', async () => {
    await addContainer('ours');
    await test.call('POST', `/applications/${uuid}/start`);
    await stopApplication(scope(), {
      organizationId: organizationId(),
      applicationUuid: uuid,
      lastDeploymentId: null,
    });
    expect(statesOf()).toEqual([['ours', 'running']]);
  });

  it('does nothing to what is gone, or on a server where nothing can run', async () => {
    await stopApplication(scope(), {
      organizationId: organizationId(),
      applicationUuid: 'abcdefghijklmnopqrstuvwx',
    });
    await test.setServer({ hostKey: null });
    await stopApplication(scope(), { organizationId: organizationId(), applicationUuid: uuid });
    expect(await row()).toMatchObject({ status: 'exited' });
  });
});

describe('removal', () => {
  it('removes the containers, then the rows; a second one finds nothing to do', async () => {
    await addContainer('ours');
    await addContainer('other', 'abcdefghijklmnopqrstuvwx');
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'K', value: '1' });
    const before = await row();
    await removeApplication(scope(), { organizationId: organizationId(), applicationUuid: uuid, ...flags });
    expect(statesOf()).toEqual([['other', 'running']]);
    expect((await test.call('GET', `/applications/${uuid}`)).status).toBe(404);
    const { id = 0 } = before ?? {};
    const left = await Promise.all([
      test.server.database.unscoped.environmentVariable.count({ where: { workloadId: id } }),
      test.server.database.unscoped.domain.count({ where: { workloadId: id } }),
    ]);
    expect(left).toEqual([0, 0]);
    await removeApplication(scope(), { organizationId: organizationId(), applicationUuid: uuid, ...flags });
  });

  it('keeps the rows when the server fails, so that it can be tried again', async () => {
    await addContainer('ours');
    docker.removeContainer = () => Promise.reject(new Error('connection lost'));
    await expect(
      removeApplication(scope(), { organizationId: organizationId(), applicationUuid: uuid, ...flags }),
    ).rejects.toThrow('connection lost');
    expect(await row()).not.toBeNull();
  });

  it('removes the records of what stands on a server out of reach', async () => {
    docker.listContainers = () => Promise.reject(new Error('asked'));
    await test.setServer({ state: 'unreachable' });
    await removeApplication(scope(), { organizationId: organizationId(), applicationUuid: uuid, ...flags });
    expect(await row()).toBeNull();
  });

  it('waits for a deployment that is being undone', async () => {
    await addContainer('ours');
    await test.call('POST', `/applications/${uuid}/start`);
    const { unscoped: db } = test.server.database;
    await db.operation.updateMany({ data: { status: 'cancelled', leaseHolder: 'worker:1' } });
    const removal = { organizationId: organizationId(), applicationUuid: uuid, ...flags };
    const asked: unknown[] = [];
    const queue = {
      enqueue: async (...job: unknown[]) => void asked.push(job),
      hasten: async () => undefined,
    };
    await removeApplication({ ...scope(), queue }, removal);
    expect(statesOf()).toEqual([['ours', 'running']]);
    const key = `application.delete:${uuid}`;
    expect(asked).toEqual([['application.delete', removal, { key, delayMs: 30_000 }]]);
    await db.operation.updateMany({ data: { leaseHolder: null } });
    await removeApplication(scope(), removal);
    expect(statesOf()).toEqual([]);
  });
});
