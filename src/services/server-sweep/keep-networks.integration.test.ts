import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dockerLabel } from '../../domain/docker-label';
import { ensureNetwork } from '../../engine/network/ensure-network';
import { systemClock } from '../../lib/clock';
import { newUuid } from '../../lib/random';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { keepNetworks } from './keep-networks';

let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  uuid = await test.renew();
  await db().destination.updateMany({ data: { isIsolated: true } });
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const instanceId = () => test.server.services.installation.uuid;
const quiet = { info: async () => undefined, problem: async () => undefined };
const ensure = (name: string, environment: string | null) =>
  ensureNetwork(
    test.host,
    instanceId(),
    { name, environment, pool: '10.213.0.0/16' },
    { clock: systemClock, log: quiet },
  );

async function applicationRow() {
  return db().workload.findUniqueOrThrow({
    where: { uuid },
    include: { environment: true, destination: { include: { server: { include: { privateKey: true } } } } },
  });
}

/** Add a container of the application on the shared network. */
async function addShared(labels: Record<string, string> = {}) {
  await ensure('coolify', null);
  const container = test.host.docker.containers.get(await test.addContainer('web', uuid));
  if (!container) throw new Error('no container');
  Object.assign(container.spec.labels, labels);
  container.networks = { coolify: { ipAddress: '172.18.0.9', aliases: [uuid, `${uuid}-blue`, 'api'] } };
  return container;
}

/** Begin an operation on the application. */
async function beginOperation(): Promise<void> {
  const { id: workloadId, organizationId, destination } = await applicationRow();
  await db().operation.create({
    data: {
      uuid: newUuid(),
      organizationId,
      workloadId,
      serverId: destination.serverId,
      status: 'in_progress',
      dedupeKey: uuid,
    },
  });
}

async function keep(): Promise<void> {
  await keepNetworks(test.scope(), (await applicationRow()).destination.server);
}

describe('containers', () => {
  it('change to the network of their environment while they run, with the proxy and their names', async () => {
    const container = await addShared({
      [dockerLabel.slot]: 'blue',
      [dockerLabel.domains]: 'http://a.example',
    });
    await keep();
    const name = `coolify-${(await applicationRow()).environment.uuid}`;
    expect(Object.keys(container.networks)).toEqual([name]);
    expect(container.networks[name]?.aliases).toEqual([uuid, `${uuid}-blue`, 'api']);
    expect(container.status).toBe('running');
    const proxy = [...test.host.docker.containers.values()].find((each) => each.name === 'coolify-proxy');
    expect(Object.keys(proxy?.networks ?? {})).toEqual(['coolify', name]);
  });

  it('stay on the shared network of a destination that was not switched', async () => {
    await db().destination.updateMany({ data: { isIsolated: false } });
    const container = await addShared();
    await keep();
    expect(Object.keys(container.networks)).toEqual(['coolify']);
  });

  it('are left alone while an operation works on their workload', async () => {
    const container = await addShared();
    await beginOperation();
    await keep();
    expect(Object.keys(container.networks)).toEqual(['coolify']);
  });
});

describe('a connected environment', () => {
  /** Another environment, to which the application is connected. */
  async function connect() {
    const { id: workloadId, environment, organizationId } = await applicationRow();
    const other = await db().environment.create({
      data: { uuid: newUuid(), organizationId, projectId: environment.projectId, name: newUuid() },
    });
    await db().connectedEnvironment.create({ data: { workloadId, environmentId: other.id, organizationId } });
    return { id: other.id, name: `coolify-${other.uuid}`, home: `coolify-${environment.uuid}` };
  }

  it('is joined under the uuid alone, kept by sweeps, and left when it is disconnected or deleted', async () => {
    const container = await addShared({ [dockerLabel.slot]: 'blue' });
    await keep();
    for (const end of [
      () => db().connectedEnvironment.deleteMany(),
      async (id: number) => db().environment.delete({ where: { id } }),
    ]) {
      const { id, name, home } = await connect();
      for (let sweep = 0; sweep < 2; sweep++) {
        await keep();
        expect(Object.keys(container.networks)).toEqual([home, name]);
      }
      expect(container.networks[name]?.aliases).toEqual([uuid]);
      await end(id);
      await keep();
      expect(Object.keys(container.networks)).toEqual([home]);
      expect(container.networks[home]?.aliases).toEqual([uuid, `${uuid}-blue`, 'api']);
      expect([...test.host.docker.networks.keys()]).not.toContain(name);
    }
    expect(container.status).toBe('running');
  });

  it('that the application moves into gives the container all of its names', async () => {
    const container = await addShared({ [dockerLabel.slot]: 'blue' });
    const { id, name } = await connect();
    await keep();
    await db().connectedEnvironment.deleteMany();
    await db().workload.update({ where: { uuid }, data: { environmentId: id } });
    await keep();
    expect(Object.keys(container.networks)).toEqual([name]);
    expect(new Set(container.networks[name]?.aliases)).toEqual(new Set([uuid, `${uuid}-blue`, 'api']));
  });

  it('is not joined by what runs beside the application, nor where environments share a network', async () => {
    const job = await addShared();
    const { home } = await connect();
    await keep();
    expect(Object.keys(job.networks)).toEqual([home]);
    await db().destination.updateMany({ data: { isIsolated: false } });
    const container = await addShared({ [dockerLabel.slot]: 'blue' });
    await keep();
    expect(Object.keys(container.networks)).toEqual(['coolify']);
  });
});

describe('networks', () => {
  const names = () => [...test.host.docker.networks.keys()];

  it('of environments without a workload are removed, and those of others kept', async () => {
    const { environment, organizationId } = await applicationRow();
    const empty = await db().environment.create({
      data: { uuid: newUuid(), organizationId, projectId: environment.projectId, name: newUuid() },
    });
    await ensure(`coolify-${environment.uuid}`, environment.uuid);
    await ensure(`coolify-${empty.uuid}`, empty.uuid);
    await ensure('coolify-gone', newUuid());
    await ensure('coolify', null);
    await ensure('of-no-destination', null);
    await keep();
    expect(names()).toEqual([`coolify-${environment.uuid}`, 'coolify']);
  });

  it('of a preview are kept while an operation works on the application, and removed after', async () => {
    const network = { name: `coolify-${uuid}-pr-7`, environment: null, workload: `${uuid}-pr-7` };
    await ensureNetwork(
      test.host,
      instanceId(),
      { ...network, pool: '10.213.0.0/16' },
      { clock: systemClock, log: quiet },
    );
    await beginOperation();
    await keep();
    expect(names()).toContain(network.name);
    await db().operation.updateMany({ data: { status: 'finished' } });
    await keep();
    expect(names()).not.toContain(network.name);
  });

  it('that a container is on are kept', async () => {
    const container = await addShared();
    await ensure('coolify-gone', newUuid());
    container.spec.labels['gantry.resource'] = newUuid();
    container.networks['coolify-gone'] = { ipAddress: '', aliases: [] };
    container.status = 'exited';
    await keep();
    expect(names()).toContain('coolify-gone');
  });
});
