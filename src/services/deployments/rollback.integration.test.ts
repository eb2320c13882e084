import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MachineTest, startMachineTest } from '../applications/machine.testing';
import { Kill } from '../operations/kill.testing';

let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  await test.renew();
  // A custom health check is run at once; without a proxy nothing is drained.
  await db().server.updateMany({ data: { proxyKind: 'none' } });
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
  for (const tag of ['1', '2', '3'])
    test.host.docker.addImage(`nginx:${tag}`, { id: `sha256:${tag.repeat(64)}` });
  uuid = await test.addApplication({
    health_check_enabled: true,
    health_check_type: 'cmd',
    health_check_command: 'true',
  });
});
afterAll(() => test.server.stop());

const path = () => `/applications/${uuid}`;
const db = () => test.server.database.unscoped;

/** Deploy the current application to the end. */
async function deploy(): Promise<string> {
  const { body } = await test.call('POST', `${path()}/start`);
  await test.work();
  return body.deployment_uuid;
}

const tagged = (tag: string) => test.call('PATCH', path(), { docker_registry_image_tag: tag });
const variable = (method: 'POST' | 'PATCH', value: string) =>
  test.call(method, `${path()}/envs`, { key: 'GREETING', value });
const rollback = (commit: string, deployment?: string) =>
  test.call('POST', `${path()}/rollback`, { commit, ...(deployment && { deployment_uuid: deployment }) });

/** Image and variable of the application's running container. */
function running() {
  const found = [...test.host.docker.containers.values()].filter(
    ({ spec, status }) => status === 'running' && spec.labels['gantry.resource'] === uuid,
  );
  return found.map(({ spec }) => [spec.image, spec.env?.find((entry) => entry.startsWith('GREETING='))]);
}

async function twoReleases(): Promise<{ first: string; second: string }> {
  await tagged('1');
  await variable('POST', 'hello');
  const first = await deploy();
  await tagged('2');
  await variable('PATCH', 'goodbye');
  await test.call('PATCH', path(), { health_check_retries: 9 });
  return { first, second: await deploy() };
}

describe('a rollback', () => {
  it('brings back the image with the variables and settings that it had', async () => {
    const { first } = await twoReleases();
    expect(running()).toEqual([['nginx:2', 'GREETING=goodbye']]);
    const { status, body } = await rollback('1');
    expect([status, body.message]).toEqual([200, 'Rollback deployment queued.']);
    await test.work();
    expect(running()).toEqual([['nginx:1', 'GREETING=hello']]);
    const { body: deployment } = await test.call('GET', `/deployments/${body.deployment_uuid}`);
    const before = await test.call('GET', `/deployments/${first}`);
    expect(deployment).toMatchObject({
      status: 'finished',
      rollback: true,
      is_api: true,
      docker_registry_image_tag: '1',
      configuration_hash: before.body.configuration_hash,
    });
  });

  it('leaves the settings of the application as they are', async () => {
    await twoReleases();
    await rollback('1');
    await test.work();
    expect((await test.call('GET', path())).body).toMatchObject({ docker_registry_image_tag: '2' });
    await deploy();
    expect(running()).toEqual([['nginx:2', 'GREETING=goodbye']]);
  });

  it('can itself be gone back from, and names the version it replaced in the audit trail', async () => {
    await twoReleases();
    await rollback('1');
    await test.work();
    expect((await rollback('2')).status).toBe(200);
    await test.work();
    expect(running()).toEqual([['nginx:2', 'GREETING=goodbye']]);
    const row = await db().auditLog.findFirst({
      where: { action: 'application.rollback', targetUuid: uuid },
      orderBy: { seq: 'desc' },
    });
    expect(row?.diff).toEqual({ image: { from: 'nginx:1', to: 'nginx:2' } });
  });

  it('chooses among releases of one image by their deployment', async () => {
    await tagged('1');
    await variable('POST', 'hello');
    const first = await deploy();
    await variable('PATCH', 'goodbye');
    await deploy();
    expect((await rollback('1', first)).status).toBe(200);
    await test.work();
    expect(running()).toEqual([['nginx:1', 'GREETING=hello']]);
  });

  it('serves the domains of now, at the ports of the release', async () => {
    await test.call('PATCH', path(), { domains: 'http://one.example.com:8081' });
    await twoReleases();
    await test.call('PATCH', path(), { domains: 'http://one.example.com:8082,http://two.example.com' });
    await deploy();
    await rollback('1');
    await test.work();
    const { routing } = await db().release.findFirstOrThrow({
      where: { workload: { uuid }, isCurrent: true },
    });
    expect(routing).toMatchObject({
      domains: [
        { host: 'one.example.com', port: 8081 },
        { host: 'two.example.com', port: null },
      ],
    });
  });
});

describe('a rollback whose worker is killed', () => {
  /** More boundaries than a rollback passes. */
  const many = 200;

  it('is ended by the next worker, wherever it was', async () => {
    await twoReleases();
    const { services } = test.server;
    let boundary = 0;
    for (let isKilled = true; isKilled && boundary < many; boundary++) {
      // From the release that the one before went back to.
      const [commit, greeting] = boundary % 2 === 0 ? ['1', 'hello'] : ['2', 'goodbye'];
      const { body } = await rollback(commit);
      isKilled = await new Kill(boundary).work(services, test.place.server_uuid);
      const { status, reason } = (await test.call('GET', `/deployments/${body.deployment_uuid}`)).body;
      expect([boundary, status, reason]).toEqual([boundary, 'finished', null]);
      expect([boundary, running()]).toEqual([boundary, [[`nginx:${commit}`, `GREETING=${greeting}`]]]);
      expect([boundary, test.host.docker.containers.size]).toEqual([boundary, 1]);
      const releases = await db().release.findMany({ where: { workload: { uuid }, isCurrent: true } });
      expect([boundary, releases.length]).toEqual([boundary, 1]);
    }
    expect(boundary).toBeGreaterThan(20);
    expect(boundary).toBeLessThan(many);
  }, 240_000);
});

describe('a rollback is refused', () => {
  it('when the image is gone, and nothing is stopped', async () => {
    await twoReleases();
    await test.host.docker.removeImage('nginx:1');
    const { status, body } = await rollback('1');
    expect([status, body.message]).toEqual([409, expect.stringContaining('no longer on the server')]);
    expect(running()).toEqual([['nginx:2', 'GREETING=goodbye']]);
    expect(await db().operation.count({ where: { workload: { uuid }, kind: 'rollback' } })).toBe(0);
  });

  it('when no release of the image is kept', async () => {
    await test.call('PATCH', path(), { docker_images_to_keep: 1 });
    for (const tag of ['1', '2', '3']) {
      await tagged(tag);
      await deploy();
    }
    for (const commit of ['1', 'never', 'HEAD', '0123456789']) {
      const { status, body } = await rollback(commit);
      expect([status, Object.keys(body.errors)]).toEqual([422, ['commit']]);
    }
    expect((await rollback('2')).status).toBe(200);
  });

  it('for what is no commit and no tag, before anything is read', async () => {
    const { status, body } = await rollback('HEAD; rm -rf /');
    expect([status, Object.keys(body.errors)]).toEqual([422, ['commit']]);
    expect((await test.call('POST', `${path()}/rollback`, {})).status).toBe(400);
  });

  it('when nothing came of the deployment, in its plan', async () => {
    const { body } = await test.call('POST', `${path()}/start`);
    const plan = await test.call('GET', `/deployments/${body.deployment_uuid}/rollback-plan`);
    expect(plan.status).toBe(409);
  });

  it('while the application is deleted', async () => {
    await twoReleases();
    await test.call('DELETE', path());
    expect((await rollback('1')).status).toBe(409);
  });

  it('when a volume of the release is no storage any more', async () => {
    const volume = { type: 'persistent', name: 'data', mount_path: '/data' };
    const { body } = await test.call('POST', `${path()}/storages`, volume);
    await twoReleases();
    await test.call('DELETE', `${path()}/storages/${body.uuid}`);
    await deploy();
    const refused = await rollback('1');
    expect([refused.status, refused.body.message]).toEqual([409, expect.stringContaining('/data')]);
  });
});

describe('the rollback images', () => {
  const images = async () => (await test.call('GET', `${path()}/rollback-images`)).body;

  it('are those on the server, the newest release first', async () => {
    expect(await images()).toEqual({ current: null, images: [] });
    await twoReleases();
    const created_at = '1970-01-01T00:00:00.000000Z';
    expect(await images()).toEqual({
      current: '2',
      images: [
        { tag: '2', created_at, is_current: true },
        { tag: '1', created_at, is_current: false },
      ],
    });
    await test.host.docker.removeImage('nginx:1');
    expect((await images()).images).toHaveLength(1);
  });

  it('are none when the server cannot be asked', async () => {
    await twoReleases();
    await test.setServer({ hostKey: null });
    expect(await images()).toEqual({ current: '2', images: [] });
  });
});

it('plans a rollback by names, without a value', async () => {
  const { first } = await twoReleases();
  const operations = await test.call('GET', `${path()}/operations`);
  const [current, before] = operations.body.operations;
  expect(current.rollback_image).toBeNull();
  expect(before.rollback_image).toBe('1'.repeat(12));
  const { status, body } = await test.call('GET', `/deployments/${first}/rollback-plan`);
  expect([status, body]).toEqual([
    200,
    {
      deployment_uuid: first,
      image: 'nginx:1',
      commit: null,
      downtime: { class: 'none', reasons: [] },
      diff: {
        image: { from: 'nginx:2', to: 'nginx:1', change: 'changed' },
        environment: { added: [], removed: [], changed: ['GREETING'] },
        ports: { added: [], removed: [] },
        labels: { added: [], removed: [], changed: [] },
        settings: ['docker_registry_image_tag', 'health_check_retries'],
      },
      components: null,
    },
  ]);
});
