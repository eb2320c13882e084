import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepNetworks } from '../../services/server-sweep/keep-networks';
import { refreshStatuses } from '../../services/server-sweep/refresh-status';
import { PreviewTest, shop } from './previews.testing';

let test: PreviewTest;
beforeAll(async () => {
  test = await PreviewTest.start();
});
afterAll(() => test.repo.test.server.stop());

it('a pull request of the repository runs beside production, follows its commits and leaves nothing', async () => {
  const uuid = await test.application();
  const before = test.made(uuid);
  const name = `${uuid}-pr-7`;
  expect(await test.pullRequest()).toMatchObject([{ status: 'queued' }]);
  await test.work();
  expect(await test.lastDeployment(uuid)).toMatchObject({
    status: 'finished',
    reason: null,
    commit: 'b'.repeat(40),
  });
  const { web, db } = test.made(name);
  expect(web).toMatchObject({
    name: `web-${name}`,
    image: `${uuid}_web:pr-7-${'b'.repeat(40)}`,
    env: { DATABASE: 'db-pr-7', TOKEN: 'none', URL: `http://7.web-${uuid}.203.0.113.9.sslip.io` },
  });
  expect(db).toMatchObject({ name: `db-${name}`, image: 'postgres:17' });
  expect(db?.env.POSTGRES_PASSWORD).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(web?.env.PASSWORD).toBe(db?.env.POSTGRES_PASSWORD);
  expect(web?.env.PASSWORD).not.toBe(before.web?.env.PASSWORD);
  expect(web?.host).not.toContain('8080');
  expect(db?.host).toContain(`${name}-data`);
  expect(await test.previews(uuid)).toMatchObject([{ state: 'running', status: 'running:healthy' }]);

  test.repo.checkout.files.set('web/Dockerfile', 'FROM scratch\n# again\n');
  await test.pullRequest({ action: 'synchronize', sha: 'c'.repeat(40) });
  await test.work();
  const after = test.made(name);
  expect(after.web?.image).toBe(`${uuid}_web:pr-7-${'c'.repeat(40)}`);
  expect(after.db).toEqual(db);
  expect(after.web?.env.PASSWORD).toBe(web?.env.PASSWORD);

  expect(await test.pullRequest({ action: 'closed' })).toMatchObject([{ status: 'queued' }]);
  await test.work();
  expect(await test.previews(uuid)).toEqual([]);
  expect(test.left(name)).toEqual([]);
  const { unscoped } = test.repo.test.server.database;
  expect(await unscoped.domain.findMany({ where: { workload: { uuid } } })).toMatchObject([
    { pullRequestId: 0, component: 'web' },
  ]);
  expect(await unscoped.previewComponent.count()).toBe(0);
  expect(test.made(uuid)).toEqual(before);
  expect((await test.call('GET', `/services/${uuid}`)).body).toMatchObject({ docker_compose_raw: shop });
});

it('a removal gives each service the time to stop that its file says', async () => {
  const uuid = await test.application({ stop_grace_period: 7 });
  const { docker } = test.repo.test.host;
  const stopped: (readonly [name: string, seconds: number])[] = [];
  const stop = docker.stopContainer.bind(docker);
  docker.stopContainer = async (id: string, seconds: number) => {
    stopped.push([(await docker.inspectContainer(id))?.name ?? '', seconds]);
    await stop(id, seconds);
  };
  test.repo.checkout.files.set(
    'docker-compose.yaml',
    shop.replace('image: postgres:17', 'image: postgres:17\n    stop_grace_period: 2m'),
  );
  await test.pullRequest();
  await test.work();
  await test.pullRequest({ action: 'closed' });
  await test.work();
  docker.stopContainer = stop;
  const name = `${uuid}-pr-7`;
  expect(stopped.toSorted()).toEqual([
    [`db-${name}`, 120],
    [`web-${name}`, 7],
  ]);
});

it('a preview has a network of its own, or that of the environment, and follows the setting while it runs', async () => {
  const source = { build_pack: 'dockerfile', ports_exposes: '3000' };
  const check = { health_check_enabled: true, health_check_type: 'cmd', health_check_command: 'true' };
  const uuid = await test.application({ ...check, preview_limits_memory: '256m' }, source);
  const settings = async () => (await test.call('GET', `/applications/${uuid}`)).body.settings;
  expect(await settings()).toMatchObject({
    preview_network: 'own',
    preview_limits_memory: '256m',
    preview_limits_cpus: null,
  });
  await test.pullRequest();
  await test.work();
  const name = `${uuid}-pr-7`;
  const [ofProduction] = Object.values(test.made(uuid));
  const ofPreview = () => Object.values(test.made(name))[0];
  expect(ofPreview()?.networks).toEqual([`coolify-${name}`]);
  expect(ofPreview()?.host).toContain(`"Memory":${256 * 1024 ** 2}`);
  expect(ofProduction?.host).not.toContain(`"Memory":${256 * 1024 ** 2}`);
  await test.sweep(keepNetworks);
  expect(ofPreview()?.networks).toEqual([`coolify-${name}`]);

  await test.call('PATCH', `/applications/${uuid}`, { preview_network: 'environment' });
  await test.sweep(keepNetworks);
  expect(ofPreview()?.networks).toEqual(ofProduction?.networks);
  expect(test.repo.test.host.docker.networks.has(`coolify-${name}`)).toBe(false);
  await test.call('PATCH', `/applications/${uuid}`, { preview_network: 'own' });
  await test.sweep(keepNetworks);
  expect(ofPreview()?.networks).toEqual([`coolify-${name}`]);
  expect(Object.values(test.made(uuid))[0]?.networks).toEqual(ofProduction?.networks);

  await test.pullRequest({ action: 'closed' });
  await test.work();
  expect(test.left(name)).toEqual([]);
});

const CANARY = 'canary-of-production';

it('a fork waits, sees no secret, is limited, alone in its networks, and never uses the host', async () => {
  const file = shop
    .replace('  db:\n', '    networks: [default, office]\n    mem_limit: 64g\n  db:\n')
    .concat('networks:\n  office: {external: true}\nvolumes:\n  data: {external: true, name: other-data}\n');
  const uuid = await test.application();
  await test.call('POST', `/applications/${uuid}/envs`, { key: 'SECRET', value: CANARY });
  await test.call('PATCH', `/applications/${uuid}/envs`, { key: 'TOKEN', value: CANARY });
  const open = { key: 'OPEN', value: 'to-forks', is_preview: true, is_shareable: true };
  await test.call('POST', `/applications/${uuid}/envs`, open);
  const { unscoped } = test.repo.test.server.database;
  await test.call('PATCH', `/services/${uuid}`, { connect_to_docker_network: true });
  const password = test.made(uuid).db?.env.POSTGRES_PASSWORD ?? CANARY;
  const change = (text: string) =>
    test.repo.checkout.files.set(
      'docker-compose.yaml',
      text.replace('"TOKEN=', '"OPEN=$OPEN"\n      - "SECRET=$SECRET"\n      - "TOKEN='),
    );
  const asked = test.repo.test.host.commands.length;
  change(file);
  expect(await test.pullRequest({ number: 8, from: 'eve/shop' })).toMatchObject([{ status: 'skipped' }]);
  await test.work();
  expect(test.made(`${uuid}-pr-8`)).toEqual({});
  expect(test.repo.test.host.commands.length).toBe(asked);
  const approve = () => test.call('POST', `/applications/${uuid}/previews/8/approve`);
  await approve();
  await test.work();
  expect(await test.lastDeployment(uuid)).toMatchObject({ status: 'finished', reason: null });
  const made = test.made(`${uuid}-pr-8`);
  expect(made.web?.env).toMatchObject({ OPEN: 'to-forks', SECRET: '', TOKEN: 'none' });
  expect(JSON.stringify(made)).not.toContain(CANARY);
  expect(JSON.stringify(made)).not.toContain(password);
  expect(made.web?.host).toContain(`"Memory":${512 * 1024 ** 2}`);
  expect(made.db?.host).toContain(`${uuid}-pr-8-data`);
  expect(made.web?.networks).toEqual([`${uuid}-pr-8`, `${uuid}-pr-8_office`]);
  expect(JSON.stringify((await test.lastDeployment(uuid)).logs)).toContain('server port 8080');

  await unscoped.organization.updateMany({ data: { isHostAccessAllowed: true } });
  change(shop.replace('"data:/', '"/etc:/etc", "data:/'));
  await test.pullRequest({ number: 8, from: 'eve/shop', action: 'synchronize', sha: 'd'.repeat(40) });
  await approve();
  await test.work();
  const { status, reason } = await test.lastDeployment(uuid);
  expect([status, reason]).toEqual(['failed', expect.stringContaining('services.db.volumes[0]')]);
  expect(test.made(`${uuid}-pr-8`)).toEqual(made);
  await test.call('DELETE', `/applications/${uuid}/previews/8`);
  await test.work();
  expect(test.left(`${uuid}-pr-8`)).toEqual([]);
});

it('previews have an address for each service, which must differ, and go with their application', async () => {
  const uuid = await test.application({ preview_url_template: 'pr-{{pr_id}}.example.com' });
  await test.pullRequest({ number: 9 });
  await test.work();
  expect(await test.previews(uuid)).toMatchObject([
    {
      fqdn: 'http://pr-9.example.com:80',
      components: [{ name: 'web', container: `web-${uuid}-pr-9` }, { name: 'db' }],
    },
  ]);
  const two = shop.replace(
    '  db:\n',
    '    labels: []\n  api:\n    image: nginx\n    environment: [SERVICE_FQDN_API]\n  db:\n',
  );
  test.repo.checkout.files.set('docker-compose.yaml', two);
  await test.pullRequest({ number: 9, action: 'synchronize', sha: 'e'.repeat(40) });
  await test.work();
  expect((await test.lastDeployment(uuid)).reason).toContain('Use {{domain}} in preview_url_template.');
  await test.call('DELETE', `/applications/${uuid}`);
  await test.work();
  expect((await test.call('GET', `/applications/${uuid}`)).status).toBe(404);
  expect(test.left(`${uuid}-pr-9`)).toEqual([]);
});

it('sweeps see each service of a preview, and leave it in its own networks as they do production', async () => {
  const uuid = await test.application();
  await test.pullRequest();
  await test.work();
  const made = () => [test.made(uuid), test.made(`${uuid}-pr-7`)];
  const before = made();
  await test.sweep(keepNetworks);
  expect(made()).toEqual(before);
  const { containers } = test.repo.test.host.docker;
  const db = [...containers.values()].find(({ name }) => name === `db-${uuid}-pr-7`);
  Object.assign(db ?? {}, { status: 'exited', exitCode: 1 });
  await test.sweep(refreshStatuses);
  expect(await test.previews(uuid)).toMatchObject([
    {
      status: 'degraded:unhealthy',
      components: [
        { name: 'web', status: 'running:healthy' },
        { name: 'db', status: 'exited' },
      ],
    },
  ]);
  expect((await test.call('GET', `/applications/${uuid}`)).body.status).toBe('running:healthy');
  const log = await test.call('GET', `/applications/${uuid}/logs?container=web-${uuid}-pr-7`);
  expect(log.status).toBe(200);
  expect((await test.call('GET', `/applications/${uuid}/logs?container=web-other-pr-7`)).status).toBe(404);
});

it('a worker that is killed at any step of a deployment or a removal is followed by one that ends it', async () => {
  const uuid = await test.application();
  const before = test.made(uuid);
  for (let boundary = 0, isReached = true; isReached; boundary += 13) {
    const number = boundary + 1;
    const name = `${uuid}-pr-${number}`;
    await test.pullRequest({ number });
    isReached = await test.workKilled(boundary);
    expect([boundary, await test.previews(uuid)]).toMatchObject([
      boundary,
      [{ state: 'running', status: 'running:healthy', components: [{ name: 'web' }, { name: 'db' }] }],
    ]);
    expect(Object.keys(test.made(name)).sort()).toEqual(['db', 'web']);
    await test.pullRequest({ number, action: 'closed' });
    await test.workKilled(boundary % 12);
    expect([boundary, await test.previews(uuid), test.left(name)]).toEqual([boundary, [], []]);
  }
  expect(test.made(uuid)).toEqual(before);
}, 240_000);

describe('a connected environment', () => {
  let staging = '';
  beforeAll(async () => {
    const path = `/projects/${test.repo.test.place.project_uuid}/environments`;
    staging = (await test.call('POST', path, { name: 'staging' })).body.uuid;
  });
  const connect = (uuid: string) =>
    test.call('POST', `/applications/${uuid}/connected-environments`, { environment_uuid: staging });
  const ids = (uuid: string) =>
    [...test.repo.test.host.docker.containers.values()]
      .filter(({ spec, status }) => status === 'running' && spec.labels['gantry.resource'] === uuid)
      .map(({ id }) => id);

  it('is joined by every release of an application, and by none of its previews', async () => {
    const check = { health_check_enabled: true, health_check_type: 'cmd', health_check_command: 'true' };
    const source = { build_pack: 'dockerfile', ports_exposes: '3000' };
    const uuid = await test.application({ ...check, preview_network: 'environment' }, source);
    const home = Object.values(test.made(uuid))[0]?.networks ?? [];
    expect((await connect(uuid)).status).toBe(201);
    expect(await test.repo.deploy(uuid)).toMatchObject({ status: 'finished' });
    expect(Object.values(test.made(uuid))[0]?.networks).toEqual([...home, `coolify-${staging}`]);
    await test.pullRequest();
    await test.work();
    expect(Object.values(test.made(`${uuid}-pr-7`))[0]?.networks).toEqual(home);
  });

  it('is joined by the services of a compose file, which a release then leaves as they are', async () => {
    const uuid = await test.application();
    const before = ids(uuid);
    await connect(uuid);
    await test.sweep(keepNetworks);
    const joined = test.made(uuid);
    expect(joined.db?.networks).toEqual([uuid, `coolify-${staging}`]);
    expect(await test.repo.deploy(uuid)).toMatchObject({ status: 'finished' });
    expect(ids(uuid)).toContain(before.at(-1));
    expect(test.made(uuid).db).toEqual(joined.db);
    expect(test.made(uuid).web?.networks).toEqual([uuid, `coolify-${staging}`]);
    await test.call('DELETE', `/applications/${uuid}/connected-environments/${staging}`);
    await test.sweep(keepNetworks);
    expect(test.made(uuid).web?.networks).toEqual([uuid]);
  });
});
