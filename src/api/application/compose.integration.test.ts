import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';

let test: DatabaseTest;
let destination: string;
beforeAll(async () => {
  test = await startDatabaseTest();
  destination = (await test.server.database.unscoped.destination.findFirstOrThrow()).uuid;
});
afterAll(() => test.server.stop());

const file = `services:
  web:
    image: nginx:1.27
    environment:
      - SERVICE_FQDN_WEB_80
      - PASSWORD=$SERVICE_PASSWORD_WEB
`;
const base64 = (text: string) => Buffer.from(text).toString('base64');

function create(text = file, fields: object = {}) {
  return test.call('POST', '/applications/dockercompose', {
    ...test.place,
    docker_compose_raw: base64(text),
    ...fields,
  });
}

async function make(text = file, fields: object = {}): Promise<string> {
  const { status, body } = await create(text, fields);
  if (status !== 201) throw new Error(`not created: ${JSON.stringify(body)}`);
  return body.uuid;
}

const uuidsOf = async (path: string): Promise<string[]> =>
  (await test.call('GET', path)).body.map(({ uuid }: { uuid: string }) => uuid);

describe('an application from a compose file', () => {
  it('is an application in lists, and is read as a service as well', async () => {
    const { status, body } = await create(file, { name: 'Shop', description: 'A shop', tags: ['front'] });
    expect(status).toBe(201);
    const { uuid, domains } = body;
    expect(domains).toBe(`http://web-${uuid}.203.0.113.9.sslip.io:80`);
    const { body: read } = await test.call('GET', `/applications/${uuid}`);
    expect(read).toMatchObject({
      name: 'Shop',
      description: 'A shop',
      build_pack: 'dockercompose',
      source_kind: 'compose',
      git_repository: null,
      docker_compose_raw: file,
      status: 'exited',
    });
    expect(read.docker_compose).toContain('nginx:1.27');
    expect(await uuidsOf('/applications')).toContain(uuid);
    expect(await uuidsOf('/services')).not.toContain(uuid);
    expect((await uuidsOf('/resources')).filter((each) => each === uuid)).toHaveLength(1);
    const { body: service } = await test.call('GET', `/services/${uuid}`);
    expect(service).toMatchObject({ uuid, docker_compose_raw: file, applications: [{ name: 'web' }] });
    for (const kind of ['applications', 'services']) {
      const envs = await test.call('GET', `/${kind}/${uuid}/envs`);
      expect(envs.body.map(({ key }: { key: string }) => key)).toContain('SERVICE_PASSWORD_WEB');
    }
  });

  it('shows its file to those alone who may see secrets', async () => {
    const uuid = await make();
    const reader = await test.server.key(['read']);
    for (const path of [`/applications/${uuid}`, '/applications', '/resources', `/services/${uuid}`]) {
      const { status, body } = await test.call('GET', path, undefined, reader);
      expect(status).toBe(200);
      expect(JSON.stringify(body)).not.toMatch(/"docker_compose(_raw)?"/);
    }
    const { token } = await test.stranger();
    expect((await test.call('GET', `/services/${uuid}`, undefined, token)).status).toBe(404);
  });

  it('is deployed, stopped and deleted by either address', async () => {
    const uuid = await make('services:\n  web:\n    image: nginx\n');
    const started = await test.call('POST', `/applications/${uuid}/start`);
    expect(started).toMatchObject({ status: 200, body: { message: 'Deployment request queued.' } });
    await test.work();
    const { body: deployment } = await test.call('GET', `/deployments/${started.body.deployment_uuid}`);
    expect(deployment).toMatchObject({ status: 'finished', deployment_uuid: started.body.deployment_uuid });
    const running = () =>
      [...test.host.docker.containers.values()].filter((each) => each.status === 'running');
    expect(running().map(({ name }) => name.split('-')[0])).toEqual(['web']);
    expect(await test.call('POST', `/services/${uuid}/start`)).toMatchObject({ status: 400 });
    expect(await test.call('POST', `/services/${uuid}/stop`)).toMatchObject({
      status: 200,
      body: { message: 'Service stopping request queued.' },
    });
    await test.work();
    expect(running()).toEqual([]);
    expect((await test.call('DELETE', `/services/${uuid}`)).status).toBe(200);
    await test.work();
    expect((await test.call('GET', `/applications/${uuid}`)).status).toBe(404);
  });

  it('is built where its file has a Dockerfile, once for the same text', async () => {
    const text = (command: string) =>
      `services:\n  web:\n    build:\n      dockerfile_inline: |\n        FROM scratch\n        CMD ${command}\n`;
    const uuid = await make(text('one'));
    const deploy = async () => {
      const before = test.host.startedJobs.length;
      const { body } = await test.call('POST', `/applications/${uuid}/start`);
      await test.work();
      const { status } = (await test.call('GET', `/deployments/${body.deployment_uuid}`)).body;
      return [status, test.host.startedJobs.length - before];
    };
    expect(await deploy()).toEqual(['finished', 1]);
    expect(await deploy()).toEqual(['finished', 0]);
    await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: base64(text('two')) });
    expect(await deploy()).toEqual(['finished', 1]);
    const images = [...test.host.docker.images.keys()].filter((name) => name.startsWith(`${uuid}_web:`));
    expect(images).toHaveLength(2);
    const elsewhere = await create(text('x').replace('build:', 'build:\n      context: ./web'));
    expect(elsewhere.body.errors.docker_compose_raw[0]).toMatch(/Line 4.*built without a context/);
  });

  it('has domains by the services of its file, and none of its own', async () => {
    const uuid = await make();
    const refused = await test.call('PATCH', `/applications/${uuid}`, { domains: 'http://a.example.com' });
    expect(refused).toMatchObject({ status: 422, body: { errors: { domains: [expect.any(String)] } } });
    const docker_compose_domains = [{ name: 'web', domain: 'https://shop.example.com:80' }];
    expect((await test.call('PATCH', `/applications/${uuid}`, { docker_compose_domains })).status).toBe(200);
    const { body } = await test.call('GET', `/services/${uuid}/applications`);
    expect(body).toMatchObject([{ fqdn: 'https://shop.example.com:80' }]);
    const unknown = { docker_compose_domains: [{ name: 'nothing', domain: 'http://b.example.com' }] };
    expect((await test.call('PATCH', `/applications/${uuid}`, unknown)).status).toBe(422);
    expect((await test.call('PATCH', `/applications/${uuid}`, { build_pack: 'static' })).status).toBe(422);
  });

  it('has storages by the services of its file', async () => {
    const uuid = await make();
    const volume = { type: 'persistent', name: 'data', mount_path: '/data' };
    expect(await test.call('POST', `/applications/${uuid}/storages`, volume)).toMatchObject({
      status: 422,
      body: { errors: { mount_path: [expect.stringContaining(`/services/${uuid}/storages`)] } },
    });
    const [{ uuid: resource_uuid }] = (await test.call('GET', `/services/${uuid}/applications`)).body;
    const made = await test.call('POST', `/services/${uuid}/storages`, { ...volume, resource_uuid });
    expect(made.status).toBe(201);
    const listed = await test.call('GET', `/applications/${uuid}/storages`);
    expect(listed.body.persistent_storages).toEqual([made.body]);
  });

  it('is planned, and deployed as planned while nothing changes', async () => {
    const uuid = await make();
    const planned = await test.call('POST', '/deployments/plan', { uuid });
    expect(planned).toMatchObject({
      status: 200,
      body: {
        application_uuid: uuid,
        commit: null,
        diff: { image: { from: null, change: 'changed' } },
        components: [{ name: 'web', change: 'added' }],
      },
    });
    expect(planned.body.steps.length).toBeGreaterThan(0);
    const deployed = await test.call('POST', '/deploy', { plan_id: planned.body.plan_id });
    expect(deployed.body.deployments).toEqual([
      {
        message: expect.stringContaining('queued as planned'),
        resource_uuid: uuid,
        deployment_uuid: planned.body.plan_id,
      },
    ]);
    expect((await test.call('POST', '/deploy', { plan_id: planned.body.plan_id })).status).toBe(409);
  });

  it('is not deployed by a plan that its file has overtaken', async () => {
    const uuid = await make();
    const { plan_id } = (await test.call('POST', '/deployments/plan', { uuid })).body;
    const changed = Buffer.from(`${file}    command: [sleep, '1']\n`).toString('base64');
    expect((await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: changed })).status).toBe(200);
    expect(await test.call('POST', '/deploy', { plan_id })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('the service web'), changed: ['the service web'] },
    });
  });

  it('is cloned and deployed by its uuid', async () => {
    const uuid = await make();
    const { body } = await test.call('POST', `/applications/${uuid}/clone`, {
      destination_uuid: destination,
    });
    const clone = await test.call('GET', `/applications/${body.uuid}`);
    expect(clone.body).toMatchObject({ build_pack: 'dockercompose', docker_compose_raw: file });
    const { deployments } = (await test.call('POST', '/deploy', { uuid: body.uuid })).body;
    expect(deployments).toMatchObject([{ resource_uuid: body.uuid, deployment_uuid: expect.any(String) }]);
  });

  it('is not there when it was to be deployed at once and a variable is missing', async () => {
    const needs = `services:\n  web:\n    image: a\n    environment:\n      KEY: \${KEY:?set a key}\n`;
    const before = await uuidsOf('/applications');
    expect(await create(needs, { instant_deploy: true })).toMatchObject({
      status: 422,
      body: { errors: { KEY: ['set a key'] } },
    });
    expect(await uuidsOf('/applications')).toEqual(before);
    const deployed = await make(file, { instant_deploy: true });
    const { body } = await test.call('GET', `/deployments/applications/${deployed}`);
    expect(body.count).toBe(1);
  });

  it.each([
    ['privileged', 'services:\n  web:\n    image: a\n    privileged: true\n', /privileged/],
    ['no YAML', 'services: [', /^Line/],
  ])('with a file that is %s is refused at its line', async (_, text, message) => {
    const { status, body } = await create(text);
    expect(status).toBe(422);
    expect(body.errors.docker_compose_raw[0]).toMatch(message);
  });
});
