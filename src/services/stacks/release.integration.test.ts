import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from '../databases/machine.testing';

let test: DatabaseTest;
beforeAll(async () => {
  test = await startDatabaseTest();
});
afterAll(() => test.server.stop());

const file = 'services:\n  web:\n    image: nginx\n  worker:\n    image: busybox\n';

it('a storage is mounted into its component and no other', async () => {
  const docker_compose_raw = Buffer.from(file).toString('base64');
  const { uuid } = (await test.call('POST', '/services', { ...test.place, docker_compose_raw })).body;
  const { applications } = (await test.call('GET', `/services/${uuid}`)).body;
  const web = applications.find(({ name }: { name: string }) => name === 'web').uuid;
  const volume = { type: 'persistent', name: 'data', mount_path: '/data', resource_uuid: web };
  expect((await test.call('POST', `/services/${uuid}/storages`, volume)).status).toBe(201);
  const text = { type: 'file', mount_path: '/etc/app.conf', content: 'a = 1', resource_uuid: web };
  expect((await test.call('POST', `/services/${uuid}/storages`, text)).status).toBe(201);
  await test.call('POST', `/services/${uuid}/start`);
  await test.work();
  const mounts = new Map(
    [...test.host.docker.containers.values()].map(({ name, spec }) => [
      name,
      JSON.stringify(spec.hostConfig),
    ]),
  );
  const ofWeb = [...mounts].find(([name]) => name.startsWith('web'))?.[1];
  expect(ofWeb).toContain(`${uuid}-data`);
  expect(ofWeb).toContain('/etc/app.conf');
  expect([...mounts].find(([name]) => name.startsWith('worker'))?.[1]).not.toContain(`${uuid}-data`);
});

it('a service of a profile that a variable switches on runs as a component', async () => {
  const text =
    'services:\n  web: {image: nginx}\n  tools: {image: busybox, profiles: [tools], depends_on: {web: {condition: service_started, restart: true}}}\n';
  const docker_compose_raw = Buffer.from(text).toString('base64');
  const { uuid } = (await test.call('POST', '/services', { ...test.place, docker_compose_raw })).body;
  const names = async () =>
    (await test.call('GET', `/services/${uuid}`)).body.applications.map(({ name }: { name: string }) => name);
  expect(await names()).toEqual(['web']);
  await test.call('POST', `/services/${uuid}/envs`, { key: 'COMPOSE_PROFILES', value: 'tools' });
  await test.call('POST', `/services/${uuid}/start`);
  await test.work();
  expect((await names()).sort()).toEqual(['tools', 'web']);
  const running = [...test.host.docker.containers.values()].map(({ name }) => name);
  expect(running).toEqual(expect.arrayContaining([`tools-${uuid}`, `web-${uuid}`]));
});

it('the plan of an application from a compose file says what differs from what runs', async () => {
  const fields = (text: string) => ({ docker_compose_raw: Buffer.from(text).toString('base64') });
  const first =
    "services:\n  web: {image: 'nginx:1', environment: {A: one, B: two}}\n  worker: {image: 'busybox:1'}\n";
  const created = await test.call('POST', '/applications/dockercompose', { ...test.place, ...fields(first) });
  const { uuid } = created.body;
  const plan = async () => (await test.call('POST', '/deployments/plan', { uuid })).body;
  await test.call('POST', `/applications/${uuid}/start`);
  await test.work();
  const nothing = { added: [], removed: [], changed: [] };
  expect(await plan()).toMatchObject({
    diff: {
      image: { from: 'nginx:1', to: 'nginx:1', change: 'none' },
      environment: nothing,
      ports: { added: [], removed: [] },
      labels: nothing,
      settings: [],
    },
    components: [
      { name: 'web', change: 'none' },
      { name: 'worker', change: 'none' },
    ],
  });
  const second =
    "services:\n  web: {image: 'nginx:2', environment: {A: other, C: three}, ports: ['8081:80'], labels: {tier: front}}\n  cron: {image: 'busybox:1'}\n";
  expect((await test.call('PATCH', `/services/${uuid}`, fields(second))).status).toBe(200);
  const changed = await plan();
  expect(changed).toMatchObject({
    diff: {
      image: { from: 'nginx:1', to: 'nginx:2', change: 'changed' },
      environment: { added: ['C'], removed: ['B'], changed: ['A'] },
      ports: { added: ['8081:80/tcp'], removed: [] },
      labels: { added: ['tier'], removed: [], changed: [] },
    },
    components: [
      { name: 'web', image: 'nginx:2', change: 'changed' },
      { name: 'cron', image: 'busybox:1', change: 'added' },
      { name: 'worker', image: 'busybox:1', change: 'removed' },
    ],
  });
  expect(JSON.stringify(changed)).not.toContain('three');
});
