import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { DoubleCheckout } from '../../engine/testing/double-checkout';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';

let test: DatabaseTest;
let checkout: DoubleCheckout;
beforeAll(async () => {
  test = await startDatabaseTest();
  checkout = new DoubleCheckout(test.host);
  // A health check of its own is asked at once.
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
  // The double of a proxy reaches the containers of one installation alone.
  await test.server.database.unscoped.server.updateMany({ data: { proxyKind: 'none' } });
});
afterAll(() => test.server.stop());
beforeEach(() => {
  checkout.head = 'a'.repeat(40);
  checkout.files.clear();
  checkout.links.clear();
  repository({});
});

const compose = `services:
  web:
    build: {context: web, args: {MODE: fast}}
    environment: [SERVICE_FQDN_WEB_80, "PASSWORD=$SERVICE_PASSWORD_WEB", "PLACE=\${PLACE:-here}"]
    env_file: web.env
    secrets: [key]
    healthcheck: {test: [CMD, "true"]}
  cache:
    image: redis:7
    volumes: ["data:/data"]
    healthcheck: {test: [CMD, "true"]}
secrets:
  key: {file: key.txt}
`;

const oneService = 'services:\n  web: {build: {context: web}, healthcheck: {test: [CMD, "true"]}}\n';

function repository(changes: Record<string, string>): void {
  const files = {
    'docker-compose.yaml': compose,
    'web/Dockerfile': 'FROM scratch\n',
    'web.env': 'FROM_FILE=yes\n',
    'key.txt': 'sesame\n',
    ...changes,
  };
  for (const [path, text] of Object.entries(files)) checkout.files.set(path, text);
}

function create(fields: object = {}) {
  return test.call('POST', '/applications/public', {
    ...test.place,
    git_repository: 'https://github.com/acme/shop',
    git_branch: 'main',
    build_pack: 'dockercompose',
    ...fields,
  });
}

async function make(fields: object = {}): Promise<string> {
  const { status, body } = await create(fields);
  if (status !== 201) throw new Error(`not created: ${JSON.stringify(body)}`);
  return body.uuid;
}

async function deploy(
  uuid: string,
): Promise<{ status: string; reason: string; commit: string; uuid: string }> {
  const { body } = await test.call('POST', '/deploy', { uuid });
  await test.work();
  const { deployment_uuid } = body.deployments[0];
  const { body: ended } = await test.call('GET', `/deployments/${deployment_uuid}`);
  return { ...ended, uuid: deployment_uuid };
}

const names = (uuid: string) =>
  [...test.host.docker.containers.values()]
    .filter(({ status, name }) => status === 'running' && name.endsWith(uuid))
    .map(({ name }) => name.replace(`-${uuid}`, ''))
    .sort();

describe('an application whose compose file is in a repository', () => {
  it('is created without a word from the repository, and deployed with what that has', async () => {
    const { body: created } = await create();
    const { uuid } = created;
    expect(created).toEqual({ uuid, domains: null });
    expect((await test.call('GET', `/services/${uuid}`)).body).toMatchObject({
      applications: [],
      databases: [],
    });
    expect((await test.call('GET', `/applications/${uuid}/storages`)).status).toBe(200);
    expect(await deploy(uuid)).toMatchObject({ status: 'finished', commit: 'a'.repeat(40) });
    expect(names(uuid)).toEqual(['cache', 'web']);
    const { body: service } = await test.call('GET', `/services/${uuid}`);
    expect(service).toMatchObject({
      docker_compose_raw: compose,
      applications: [
        {
          name: 'web',
          image: `${uuid}_web:${'a'.repeat(40)}`,
          fqdn: `http://web-${uuid}.203.0.113.9.sslip.io:80`,
        },
      ],
      databases: [{ name: 'cache', image: 'redis:7' }],
    });
    const { body: envs } = await test.call('GET', `/applications/${uuid}/envs`);
    const keys = envs.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(expect.arrayContaining(['SERVICE_PASSWORD_WEB', 'PLACE', 'SERVICE_FQDN_WEB_80']));
    const { body: read } = await test.call('GET', `/applications/${uuid}`);
    expect(read).toMatchObject({
      source_kind: 'public_git',
      build_pack: 'dockercompose',
      docker_compose_location: '/docker-compose.yaml',
      docker_compose_raw: compose,
    });
    const left = test.host.commands.filter(({ argv }) => argv[0] === 'rm').map(({ argv }) => argv.at(-1));
    expect(left.some((path) => path?.endsWith('-file'))).toBe(true);
  });

  it('keeps what runs, and its file, when a commit is refused', async () => {
    const uuid = await make();
    await deploy(uuid);
    const before = names(uuid);
    const refused: [Record<string, string>, RegExp][] = [
      [{ 'docker-compose.yaml': `${compose}  x: [` }, /docker-compose\.yaml: Line \d+, column \d+/],
      [
        { 'docker-compose.yaml': compose.replace('context: web', 'context: ../..') },
        /Line 3.*build\.context.*Must lie below/,
      ],
      [
        { 'docker-compose.yaml': compose.replace('image: redis:7', 'image: redis:7\n    privileged: true') },
        /services\.cache\.privileged/,
      ],
      [
        { 'docker-compose.yaml': compose.replace('key.txt', 'none.txt') },
        /secrets\.key\.file: the repository has no file none\.txt/,
      ],
      [{ 'docker-compose.yaml': compose.replace('web.env', 'web') }, /web is a folder of the repository/],
      [
        {
          'docker-compose.yaml': compose.replace(
            'image: redis:7',
            `image: redis:7\n    environment: ["A=\${A:?say it}"]`,
          ),
        },
        /The variable A must have a value: say it/,
      ],
    ];
    for (const [change, reason] of refused) {
      repository(change);
      const { status, reason: given } = await deploy(uuid);
      expect([status, given]).toEqual(['failed', expect.stringMatching(reason)]);
    }
    repository({});
    for (const path of ['docker-compose.yaml', 'web.env', 'key.txt']) {
      checkout.links.set(path, '/etc/shadow');
      const { status, reason } = await deploy(uuid);
      expect([status, reason]).toEqual(['failed', expect.stringContaining('leaves the repository')]);
      checkout.links.clear();
    }
    checkout.files.delete('docker-compose.yaml');
    expect((await deploy(uuid)).reason).toContain('There is no file /docker-compose.yaml');
    expect(names(uuid)).toEqual(before);
    expect((await test.call('GET', `/services/${uuid}`)).body.docker_compose_raw).toBe(compose);
    const keys = (await test.call('GET', `/applications/${uuid}/envs`)).body.map(
      ({ key }: { key: string }) => key,
    );
    expect(keys).toContain('A');
  });

  it('removes what a later commit does not have any more', async () => {
    const uuid = await make();
    await deploy(uuid);
    checkout.head = 'b'.repeat(40);
    repository({ 'docker-compose.yaml': compose.replace(/ {2}cache:[\s\S]*(?=secrets:\n {2}key)/, '') });
    expect(await deploy(uuid)).toMatchObject({ status: 'finished', commit: 'b'.repeat(40) });
    expect(names(uuid)).toEqual(['web']);
    expect((await test.call('GET', `/services/${uuid}`)).body).toMatchObject({
      applications: [{ name: 'web', image: `${uuid}_web:${'b'.repeat(40)}` }],
      databases: [],
    });
  });

  it('is planned with its commit, and deployed as planned while that is the newest', async () => {
    const uuid = await make();
    const plan = () => test.call('POST', '/deployments/plan', { uuid });
    const first = await plan();
    expect(first).toMatchObject({
      status: 200,
      body: { commit: 'a'.repeat(40), components: [{ name: 'web' }, { name: 'cache' }] },
    });
    const titles = first.body.steps.map(({ title }: { title: string }) => title);
    expect(titles).toEqual(expect.arrayContaining(['Fetch the source', 'Build the image (web)']));
    expect(JSON.stringify(first.body)).not.toContain('sesame');
    const deployed = await test.call('POST', '/deploy', { plan_id: first.body.plan_id });
    expect(deployed.status).toBe(200);
    await test.work();
    const { body: ended } = await test.call('GET', `/deployments/${first.body.plan_id}`);
    expect([ended.status, ended.reason]).toEqual(['finished', null]);
    const { plan_id } = (await plan()).body;
    checkout.head = 'b'.repeat(40);
    expect(await test.call('POST', '/deploy', { plan_id })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('the newest commit (aaaaaaa → bbbbbbb)') },
    });
    checkout.files.delete('docker-compose.yaml');
    expect(await plan()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('There is no file') },
    });
  });

  it('has domains by services, before the file was read and after', async () => {
    const domains = (domain: string, name = 'web') => ({ docker_compose_domains: [{ name, domain }] });
    const { body } = await create(domains('http://shop.example.com:80'));
    expect(body.domains).toBe('http://shop.example.com:80');
    const { uuid } = body;
    const taken = await create(domains('http://shop.example.com:80'));
    expect(taken).toMatchObject({ status: 409, body: { conflicts: [{ service_name: 'web' }] } });
    expect(
      (await test.call('PATCH', `/applications/${uuid}`, domains('http://b.example.com:80'))).status,
    ).toBe(200);
    await deploy(uuid);
    const fqdn = async () => (await test.call('GET', `/services/${uuid}`)).body.applications[0].fqdn;
    expect(await fqdn()).toBe('http://b.example.com:80');
    expect(
      (await test.call('PATCH', `/applications/${uuid}`, domains('http://c.example.com:80'))).status,
    ).toBe(200);
    expect(await fqdn()).toBe('http://c.example.com:80');
    await deploy(uuid);
    expect(await fqdn()).toBe('http://c.example.com:80');
    const unknown = domains('http://d.example.com', 'nothing');
    expect((await test.call('PATCH', `/applications/${uuid}`, unknown)).status).toBe(422);
  });

  it('is started, restarted, stopped and deleted by either address', async () => {
    repository({ 'docker-compose.yaml': oneService });
    const uuid = await make();
    expect(await test.call('POST', `/services/${uuid}/start`)).toMatchObject({ status: 200 });
    await test.work();
    expect(names(uuid)).toEqual(['web']);
    const asked = test.host.commands.length;
    expect((await test.call('POST', `/services/${uuid}/restart`)).status).toBe(200);
    await test.work();
    expect(test.host.commands.slice(asked).filter(({ argv }) => argv[0] === 'git')).toEqual([]);
    const { body: listed } = await test.call('GET', `/deployments/applications/${uuid}`);
    const finished = { status: 'finished', commit: 'a'.repeat(40) };
    expect(listed.deployments).toMatchObject([finished, finished]);
    await test.call('POST', `/services/${uuid}/stop`);
    await test.work();
    expect(names(uuid)).toEqual([]);
    await test.call('DELETE', `/applications/${uuid}`);
    await test.work();
    expect((await test.call('GET', `/services/${uuid}`)).status).toBe(404);
  });

  it('goes back to an earlier commit from the images that are there', async () => {
    repository({ 'docker-compose.yaml': oneService });
    const uuid = await make();
    await deploy(uuid);
    checkout.head = 'b'.repeat(40);
    repository({ 'docker-compose.yaml': oneService.replace('web:', 'site:') });
    await deploy(uuid);
    expect(names(uuid)).toEqual(['site']);
    const { body: listed } = await test.call('GET', `/applications/${uuid}/rollback-images`);
    expect(listed).toMatchObject({
      current: 'b'.repeat(40),
      images: [{ is_current: true }, { tag: 'a'.repeat(40) }],
    });
    const { deployments } = (await test.call('GET', `/deployments/applications/${uuid}`)).body;
    const planned = await test.call('GET', `/deployments/${deployments[1].deployment_uuid}/rollback-plan`);
    expect(planned).toMatchObject({ status: 200, body: { commit: 'a'.repeat(40), diff: null } });
    const asked = test.host.commands.length;
    const back = () => test.call('POST', `/applications/${uuid}/rollback`, { commit: 'a'.repeat(40) });
    const { status, body } = await back();
    expect(status).toBe(200);
    await test.work();
    expect((await test.call('GET', `/deployments/${body.deployment_uuid}`)).body).toMatchObject({
      status: 'finished',
      commit: 'a'.repeat(40),
    });
    expect(test.host.commands.slice(asked).filter(({ argv }) => argv[0] === 'git')).toEqual([]);
    expect(names(uuid)).toEqual(['web']);
    expect((await test.call('GET', `/services/${uuid}`)).body.docker_compose_raw).toBe(oneService);
    checkout.head = 'b'.repeat(40);
    await deploy(uuid);
    test.host.docker.images.delete(`${uuid}_web:${'a'.repeat(40)}`);
    expect(await back()).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('no longer on the server') },
    });
    expect(names(uuid)).toEqual(['site']);
  });

  it('is cloned, and the clone reads the repository for itself', async () => {
    repository({ 'docker-compose.yaml': oneService });
    const uuid = await make();
    await deploy(uuid);
    const { uuid: destination_uuid } = await test.server.database.unscoped.destination.findFirstOrThrow();
    const { body: clone } = await test.call('POST', `/applications/${uuid}/clone`, { destination_uuid });
    expect((await deploy(clone.uuid)).status).toBe('finished');
    expect(names(clone.uuid)).toEqual(['web']);
  });

  it.each([
    ['domains', { domains: 'http://a.example.com' }],
    ['ports_mappings', { ports_mappings: '8080:80' }],
    ['docker_compose_custom_build_command', { docker_compose_custom_build_command: 'make' }],
    ['is_raw_compose_deployment_enabled', { is_raw_compose_deployment_enabled: true }],
    ['build_pack', { build_pack: 'static' }],
  ])('refuses %s, which its file says', async (field, change) => {
    const uuid = await make();
    const refused = { status: 422, body: { errors: { [field]: [expect.any(String)] } } };
    expect(await test.call('PATCH', `/applications/${uuid}`, change)).toMatchObject(refused);
    if (field !== 'build_pack') expect(await create(change)).toMatchObject(refused);
    const file = Buffer.from(compose).toString('base64');
    expect((await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: file })).status).toBe(422);
  });
});
