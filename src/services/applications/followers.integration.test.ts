import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { DoubleHost } from '../../engine/testing/double-host';
import { line } from '../container-logs/logs.testing';
import { requestFollowers } from '../deployments/request-followers';
import { claimNext } from '../operations/claim';
import { finishRemovals } from '../operations/finish-removals';
import { loadOperation } from '../operations/load';
import { requestOperation } from '../operations/request';
import { sweepServerOf } from '../server-sweep/keep-proxy.testing';
import { refreshStatuses } from '../server-sweep/refresh-status';
import { type MachineTest, startMachineTest } from './machine.testing';

let test: MachineTest;
let uuid: string;
let paris: Awaited<ReturnType<MachineTest['addMachine']>>;
let count = 0;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  await test.renew();
  await db().server.updateMany({ data: { proxyKind: 'none' } });
  heal(test.host);
  for (const tag of ['1', '2']) test.host.docker.addImage(`nginx:${tag}`, { id: `sha256:${tag.repeat(64)}` });
  paris = await test.addMachine(`paris-${++count}`);
  heal(paris.host);
  uuid = await test.addApplication({
    docker_registry_image_tag: '1',
    health_check_enabled: true,
    health_check_type: 'cmd',
    health_check_command: 'true',
  });
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const path = () => `/applications/${uuid}`;

function heal({ docker }: DoubleHost): void {
  docker.onStart = (container) => {
    container.health = 'healthy';
  };
}

const add = () => test.call('POST', `${path()}/destinations`, { destination_uuid: paris.destination });
const destinations = async () => (await test.call('GET', `${path()}/destinations`)).body;
const follower = () => db().workload.findFirstOrThrow({ where: { follows: { uuid } } });
const tagged = (tag: string) => test.call('PATCH', path(), { docker_registry_image_tag: tag });

/** Request something of the application, and work until all is done. */
async function done(method: 'POST' | 'DELETE', action: string, body?: object): Promise<string> {
  const answer = await test.call(method, `${path()}${action}`, body);
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  await test.work();
  return answer.body.deployment_uuid;
}
const deploy = () => done('POST', '/start');

/** Images of the running containers of a machine. */
function running({ docker }: DoubleHost): string[] {
  return [...docker.containers.values()]
    .filter(({ status }) => status === 'running')
    .map(({ spec }) => spec.image);
}
const everywhere = () => [running(test.host), running(paris.host)];

describe('an additional destination', () => {
  it('gets the image that runs at the main one, as a child of its deployment', async () => {
    expect((await add()).status).toBe(201);
    expect(running(paris.host)).toEqual([]);
    const deployment = await deploy();
    expect(everywhere()).toEqual([['nginx:1'], ['nginx:1']]);
    expect(paris.host.docker.images.get('nginx:1')?.id).toBe(`sha256:${'1'.repeat(64)}`);
    const { body } = await test.call('GET', `/deployments/${deployment}`);
    expect(body).toMatchObject({
      status: 'finished',
      parent_uuid: null,
      destinations: [{ destination_uuid: paris.destination, status: 'finished', reason: null }],
    });
    expect(body.logs).toContain(`on paris-${count}: finished.`);
    const child = await test.call('GET', `/deployments/${body.destinations[0].deployment_uuid}`);
    expect(child.body).toMatchObject({
      application_uuid: uuid,
      parent_uuid: deployment,
      only_this_server: true,
      server_uuid: paris.server,
    });
    expect(await destinations()).toMatchObject([
      { is_main: true, status: 'running:healthy' },
      { is_main: false, status: 'running:healthy', deployment_status: 'finished' },
    ]);
  });

  it('has the names of its own there, and the variables of the application', async () => {
    await test.call('POST', `${path()}/envs`, { key: 'GREETING', value: 'hello' });
    await add();
    await deploy();
    const [{ spec } = { spec: null }] = [...paris.host.docker.containers.values()];
    const own = (await follower()).uuid;
    expect(spec?.labels['gantry.resource']).toBe(own);
    expect(spec?.network?.aliases).toEqual([expect.stringContaining(own), own, uuid]);
    expect(spec?.env).toEqual(expect.arrayContaining(['GREETING=hello', `COOLIFY_RESOURCE_UUID=${uuid}`]));
  });

  it('fails alone, which the deployment says, and is deployed again alone', async () => {
    await add();
    await deploy();
    await tagged('2');
    paris.host.docker.onStart = (container) => {
      container.health = 'unhealthy';
    };
    const deployment = await deploy();
    expect(everywhere()).toEqual([['nginx:2'], ['nginx:1']]);
    const { body } = await test.call('GET', `/deployments/${deployment}`);
    expect(body).toMatchObject({ status: 'finished', destinations: [{ status: 'failed' }] });
    expect(body.destinations[0].reason).toContain('not healthy');
    expect(body.logs).toContain(`on paris-${count}: failed: `);
    heal(paris.host);
    const before = test.host.docker.containers.size;
    await done('POST', `/destinations/${paris.destination}/deploy`);
    expect(everywhere()).toEqual([['nginx:2'], ['nginx:2']]);
    expect(test.host.docker.containers.size).toBe(before);
  });

  it('is restarted, stopped and rolled back with the application', async () => {
    await add();
    await deploy();
    await tagged('2');
    await deploy();
    expect(everywhere()).toEqual([['nginx:2'], ['nginx:2']]);
    await done('POST', '/rollback', { commit: '1' });
    expect(everywhere()).toEqual([['nginx:1'], ['nginx:1']]);
    await done('POST', '/restart');
    expect(everywhere()).toEqual([['nginx:1'], ['nginx:1']]);
    await done('POST', '/stop');
    expect(everywhere()).toEqual([[], []]);
    expect(await destinations()).toMatchObject([{ status: 'exited' }, { status: 'exited' }]);
  });

  it('stays stopped when the stop comes while the application is being deployed', async () => {
    await add();
    await deploy();
    const release = await db().release.findFirstOrThrow({ where: { workload: { uuid } } });
    const parent = await db().operation.findFirstOrThrow({ where: { uuid: release.deploymentUuid } });
    await done('POST', '/stop');
    // As if the deployment ended only now.
    await db().operation.deleteMany({ where: { parentId: parent.id } });
    const row = await loadOperation(test.scope(), parent.id);
    await requestFollowers(test.scope(), row);
    expect(await db().operation.count({ where: { parentId: parent.id } })).toBe(0);
  });

  it('is queued once, however often a worker that died repeats the end', async () => {
    await add();
    const { body } = await test.call('POST', `${path()}/start`);
    await test.work();
    const parent = await db().operation.findFirstOrThrow({ where: { uuid: body.deployment_uuid } });
    await db().operation.deleteMany({ where: { parentId: parent.id } });
    const row = await loadOperation(test.scope(), parent.id);
    await requestFollowers(test.scope(), row);
    await requestFollowers(test.scope(), row);
    expect(await db().operation.count({ where: { parentId: parent.id } })).toBe(1);
    await test.work();
    expect(everywhere()).toEqual([['nginx:1'], ['nginx:1']]);
  });

  it('is removed alone, with its containers', async () => {
    await add();
    await deploy();
    await done('DELETE', `/destinations/${paris.destination}`);
    expect(everywhere()).toEqual([['nginx:1'], []]);
    expect(paris.host.docker.containers.size).toBe(0);
    expect(await destinations()).toMatchObject([{ is_main: true }]);
    await deploy();
    expect(running(paris.host)).toEqual([]);
  });

  it('is removed before the application, whose rows stay until then', async () => {
    await add();
    await deploy();
    const { id } = await follower();
    await test.call('DELETE', path());
    const claim = await claimNext(test.server.services, test.place.server_uuid, 'worker');
    expect(claim).toBeNull();
    await test.work();
    expect([test.host.docker.containers.size, paris.host.docker.containers.size]).toEqual([0, 0]);
    expect(await db().workload.count({ where: { OR: [{ uuid }, { id }] } })).toBe(0);
  });

  it('is removed by the sweep when the request to delete the application was interrupted', async () => {
    await add();
    await deploy();
    const { id, destinationId } = await db().workload.findUniqueOrThrow({ where: { uuid } });
    const application = { id, uuid, kind: 'application' as const, destinationId };
    const parameters = { deleteVolumes: true, deleteImages: true, deleteNetworks: true };
    await requestOperation(test.scope(), {
      kind: 'delete',
      workload: application,
      parameters,
      supersedes: null,
    });
    await test.work();
    expect(everywhere()).toEqual([['nginx:1'], ['nginx:1']]);
    await finishRemovals(test.server.services);
    await test.work();
    expect([test.host.docker.containers.size, paris.host.docker.containers.size]).toEqual([0, 0]);
    expect(await db().workload.count({ where: { uuid } })).toBe(0);
  });

  it('is taken from the records when its server is out of reach', async () => {
    await add();
    await deploy();
    await db().server.update({ where: { uuid: paris.server }, data: { state: 'unreachable' } });
    await done('DELETE', '');
    expect(await db().workload.count({ where: { uuid } })).toBe(0);
  });

  it('has the status of its own containers, with the health check of the application', async () => {
    await add();
    await deploy();
    const server = await db().server.findUniqueOrThrow({
      where: { uuid: paris.server },
      include: { privateKey: true },
    });
    await refreshStatuses(test.scope(), server);
    expect((await destinations())[1].status).toBe('running:healthy');
    for (const container of paris.host.docker.containers.values()) container.status = 'exited';
    await refreshStatuses(test.scope(), server);
    expect(await destinations()).toMatchObject([{ status: 'running:healthy' }, { status: 'exited' }]);
  });

  it('has logs of its own, for which the application is asked', async () => {
    await add();
    await deploy();
    test.host.docker.containerLogs = async () => [line(1, 'hello')];
    paris.host.docker.containerLogs = async () => [line(2, 'bonjour')];
    const at = `destination_uuid=${paris.destination}`;
    expect((await test.call('GET', `${path()}/logs?${at}`)).body).toEqual({ logs: 'bonjour' });
    expect((await test.call('GET', `${path()}/logs`)).body).toEqual({ logs: 'hello' });
    const { body } = await test.call('GET', `${path()}/logs/containers?${at}`);
    expect(body).toMatchObject([{ state: 'running' }]);
    expect((await test.call('GET', `/applications/${await test.addApplication()}/logs?${at}`)).status).toBe(
      404,
    );
  });

  it('gets its routes back, for the domains of the application', async () => {
    await test.call('PATCH', path(), { domains: 'http://shop.example' });
    await add();
    await deploy();
    const own = (await follower()).uuid;
    const served = () => paris.host.caddy.upstreamFor('shop.example');
    expect(served()).toBeNull();
    const data = { proxyKind: 'caddy', proxyStatus: 'running' } as const;
    await db().server.update({ where: { uuid: paris.server }, data });
    await sweepServerOf(test, own, test.server.services.clock);
    expect(served()).toContain(`${own}-blue:`);
  });
});

describe('adding a destination', () => {
  it('is refused for one that it has, for the same server, and for a build server', async () => {
    const [main] = await destinations();
    const other = { network: `second-${count}` };
    const beside = await test.call('POST', `/servers/${test.place.server_uuid}/destinations`, other);
    const added = (destination_uuid: string) =>
      test.call('POST', `${path()}/destinations`, { destination_uuid });
    expect(await added(main.uuid)).toMatchObject({ status: 409 });
    expect(await added(beside.body.uuid)).toMatchObject({
      status: 422,
      body: { errors: { destination_uuid: [expect.stringContaining('already runs on this server')] } },
    });
    await test.call('DELETE', `/destinations/${beside.body.uuid}`);
    await db().server.update({ where: { uuid: paris.server }, data: { isBuildServer: true } });
    expect(await add()).toMatchObject({
      status: 422,
      body: { errors: { destination_uuid: ['A build server cannot run applications.'] } },
    });
    await db().server.update({ where: { uuid: paris.server }, data: { isBuildServer: false } });
    expect((await add()).status).toBe(201);
    expect(await add()).toMatchObject({ status: 409 });
    expect(await destinations()).toHaveLength(2);
  });

  it('is refused while a static address, a host port or an alias stands against it', async () => {
    await test.call('PATCH', path(), { custom_docker_run_options: '--ip 10.0.0.9' });
    expect(await add()).toMatchObject({ status: 422, body: { message: expect.any(String) } });
    await test.call('PATCH', path(), {
      custom_docker_run_options: '',
      ports_mappings: '8080:80',
      custom_network_aliases: 'shop',
    });
    const there = { server_uuid: paris.server, project_uuid: test.place.project_uuid };
    const neighbour = await test.addApplication({ ...there, ports_mappings: '8080:80' });
    expect(await add()).toMatchObject({ status: 422 });
    await test.call('PATCH', `/applications/${neighbour}`, {
      ports_mappings: '8081:80',
      custom_network_aliases: 'shop',
    });
    expect(await add()).toMatchObject({ status: 409 });
    await test.call('PATCH', `/applications/${neighbour}`, { custom_network_aliases: 'other' });
    expect((await add()).status).toBe(201);
    const patch = (body: object, of = neighbour) => test.call('PATCH', `/applications/${of}`, body);
    expect((await patch({ ports_mappings: '8080:81' })).status).toBe(422);
    expect((await patch({ custom_network_aliases: 'shop' })).status).toBe(409);
    expect((await patch({ ports_mappings: '8081:80' }, uuid)).status).toBe(422);
    expect((await patch({ custom_network_aliases: 'other' }, uuid)).status).toBe(409);
    expect((await patch({ custom_docker_run_options: '--ip 10.0.0.9' }, uuid)).status).toBe(422);
    await patch({ ports_mappings: '8090:80', custom_network_aliases: 'store' }, uuid);
    expect((await patch({ ports_mappings: '8080:80', custom_network_aliases: 'shop' })).status).toBe(200);
  });

  it('shows up nowhere else, and follows the name and the place of the application', async () => {
    const lists = ['/applications', '/applications?summary=1', '/resources'];
    const sizes = () => Promise.all(lists.map(async (list) => (await test.call('GET', list)).body.length));
    const before = await sizes();
    await add();
    expect(await sizes()).toEqual(before);
    await test.call('PATCH', path(), { name: 'Shop', stop_grace_period: 7 });
    const own = await follower();
    expect(own).toMatchObject({ name: 'Shop', stopGracePeriod: 7 });
    expect((await test.call('GET', `/applications/${own.uuid}`)).status).toBe(404);
    for (const action of ['start', 'stop', 'restart'])
      expect((await test.call('POST', `/applications/${own.uuid}/${action}`)).status).toBe(404);
    expect((await test.call('DELETE', `/applications/${own.uuid}`)).status).toBe(404);
    expect((await test.call('GET', `/applications/${own.uuid}/operations`)).status).toBe(404);
    const { body } = await test.call('GET', `/servers/${paris.server}/resources`);
    expect(body).toMatchObject([{ uuid, name: 'Shop' }]);
  });

  it('keeps its server and its destination', async () => {
    await add();
    expect(await test.call('DELETE', `/destinations/${paris.destination}`)).toMatchObject({ status: 409 });
    expect(await test.call('DELETE', `/servers/${paris.server}`)).toMatchObject({ status: 400 });
    const main = `/servers/${test.place.server_uuid}`;
    expect(await test.call('DELETE', `${main}?force=true`)).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('Remove its additional destinations first') },
    });
    expect((await test.call('DELETE', `/servers/${paris.server}?force=true`)).status).toBe(200);
    expect(await destinations()).toHaveLength(1);
  });

  it('cannot be deployed before the application, nor the main one by itself', async () => {
    await add();
    const deployed = (destination: string) =>
      test.call('POST', `${path()}/destinations/${destination}/deploy`);
    expect(await deployed(paris.destination)).toMatchObject({ status: 409 });
    const [main] = await destinations();
    expect(await deployed(main.uuid)).toMatchObject({ status: 422 });
  });
});
