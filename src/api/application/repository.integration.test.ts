import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { compose, oneService, RepositoryTest } from './repository.testing';

let repo: RepositoryTest;
beforeAll(async () => {
  repo = await RepositoryTest.start();
});
afterAll(() => repo.test.server.stop());
beforeEach(() => repo.reset());

describe('an application whose compose file is in a repository', () => {
  it('is created without a word from the repository, and deployed with what that has', async () => {
    const { body: created } = await repo.create();
    const { uuid } = created;
    expect(created).toEqual({ uuid, domains: null });
    expect((await repo.test.call('GET', `/services/${uuid}`)).body).toMatchObject({
      applications: [],
      databases: [],
    });
    expect((await repo.test.call('GET', `/applications/${uuid}/storages`)).status).toBe(200);
    expect(await repo.deploy(uuid)).toMatchObject({ status: 'finished', commit: 'a'.repeat(40) });
    expect(repo.names(uuid)).toEqual(['cache', 'web']);
    const { body: service } = await repo.test.call('GET', `/services/${uuid}`);
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
    const { body: envs } = await repo.test.call('GET', `/applications/${uuid}/envs`);
    const keys = envs.map(({ key }: { key: string }) => key);
    expect(keys).toEqual(expect.arrayContaining(['SERVICE_PASSWORD_WEB', 'PLACE', 'SERVICE_FQDN_WEB_80']));
    const { body: read } = await repo.test.call('GET', `/applications/${uuid}`);
    expect(read).toMatchObject({
      source_kind: 'public_git',
      build_pack: 'dockercompose',
      docker_compose_location: '/docker-compose.yaml',
      docker_compose_raw: compose,
    });
    const left = repo.test.host.commands
      .filter(({ argv }) => argv[0] === 'rm')
      .map(({ argv }) => argv.at(-1));
    expect(left.some((path) => path?.endsWith('-file'))).toBe(true);
  });

  it('removes what a later commit does not have any more', async () => {
    const uuid = await repo.make();
    await repo.deploy(uuid);
    repo.checkout.head = 'b'.repeat(40);
    repo.write({ 'docker-compose.yaml': compose.replace(/ {2}cache:[\s\S]*(?=secrets:\n {2}key)/, '') });
    expect(await repo.deploy(uuid)).toMatchObject({ status: 'finished', commit: 'b'.repeat(40) });
    expect(repo.names(uuid)).toEqual(['web']);
    expect((await repo.test.call('GET', `/services/${uuid}`)).body).toMatchObject({
      applications: [{ name: 'web', image: `${uuid}_web:${'b'.repeat(40)}` }],
      databases: [],
    });
  });

  it('is planned with its commit, and deployed as planned while that is the newest', async () => {
    const uuid = await repo.make();
    const plan = () => repo.test.call('POST', '/deployments/plan', { uuid });
    const first = await plan();
    expect(first).toMatchObject({
      status: 200,
      body: { commit: 'a'.repeat(40), components: [{ name: 'web' }, { name: 'cache' }] },
    });
    const titles = first.body.steps.map(({ title }: { title: string }) => title);
    expect(titles).toEqual(expect.arrayContaining(['Fetch the source', 'Build the image (web)']));
    expect(JSON.stringify(first.body)).not.toContain('sesame');
    const deployed = await repo.test.call('POST', '/deploy', { plan_id: first.body.plan_id });
    expect(deployed.status).toBe(200);
    await repo.test.work();
    const { body: ended } = await repo.test.call('GET', `/deployments/${first.body.plan_id}`);
    expect([ended.status, ended.reason]).toEqual(['finished', null]);
    const { plan_id } = (await plan()).body;
    repo.checkout.head = 'b'.repeat(40);
    expect(await repo.test.call('POST', '/deploy', { plan_id })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('the newest commit (aaaaaaa → bbbbbbb)') },
    });
    repo.checkout.files.delete('docker-compose.yaml');
    expect(await plan()).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('There is no file') },
    });
  });

  it('has domains by services, before the file was read and after', async () => {
    const domains = (domain: string, name = 'web') => ({ docker_compose_domains: [{ name, domain }] });
    const { body } = await repo.create(domains('http://shop.example.com:80'));
    expect(body.domains).toBe('http://shop.example.com:80');
    const { uuid } = body;
    const taken = await repo.create(domains('http://shop.example.com:80'));
    expect(taken).toMatchObject({ status: 409, body: { conflicts: [{ service_name: 'web' }] } });
    expect(
      (await repo.test.call('PATCH', `/applications/${uuid}`, domains('http://b.example.com:80'))).status,
    ).toBe(200);
    await repo.test.call('PATCH', `/services/${uuid}`, { connect_to_docker_network: true });
    await repo.deploy(uuid);
    const fqdn = async () => (await repo.test.call('GET', `/services/${uuid}`)).body.applications[0].fqdn;
    expect(await fqdn()).toBe('http://b.example.com:80');
    expect(
      (await repo.test.call('PATCH', `/applications/${uuid}`, domains('http://c.example.com:80'))).status,
    ).toBe(200);
    expect(await fqdn()).toBe('http://c.example.com:80');
    await repo.deploy(uuid);
    expect(await fqdn()).toBe('http://c.example.com:80');
    const unknown = domains('http://d.example.com', 'nothing');
    expect((await repo.test.call('PATCH', `/applications/${uuid}`, unknown)).status).toBe(422);
  });

  it('is started, restarted, stopped and deleted by either address', async () => {
    repo.write({ 'docker-compose.yaml': oneService });
    const uuid = await repo.make();
    expect(await repo.test.call('POST', `/services/${uuid}/start`)).toMatchObject({ status: 200 });
    await repo.test.work();
    expect(repo.names(uuid)).toEqual(['web']);
    const asked = repo.test.host.commands.length;
    expect((await repo.test.call('POST', `/services/${uuid}/restart`)).status).toBe(200);
    await repo.test.work();
    expect(repo.test.host.commands.slice(asked).filter(({ argv }) => argv[0] === 'git')).toEqual([]);
    const { body: listed } = await repo.test.call('GET', `/deployments/applications/${uuid}`);
    const finished = { status: 'finished', commit: 'a'.repeat(40) };
    expect(listed.deployments).toMatchObject([finished, finished]);
    await repo.test.call('POST', `/services/${uuid}/stop`);
    await repo.test.work();
    expect(repo.names(uuid)).toEqual([]);
    await repo.test.call('DELETE', `/applications/${uuid}`);
    await repo.test.work();
    expect((await repo.test.call('GET', `/services/${uuid}`)).status).toBe(404);
  });

  it('goes back to an earlier commit from the images that are there', async () => {
    repo.write({ 'docker-compose.yaml': oneService });
    const uuid = await repo.make();
    await repo.deploy(uuid);
    repo.checkout.head = 'b'.repeat(40);
    repo.write({ 'docker-compose.yaml': oneService.replace('web:', 'site:') });
    await repo.deploy(uuid);
    expect(repo.names(uuid)).toEqual(['site']);
    const { body: listed } = await repo.test.call('GET', `/applications/${uuid}/rollback-images`);
    expect(listed).toMatchObject({
      current: 'b'.repeat(40),
      images: [{ is_current: true }, { tag: 'a'.repeat(40) }],
    });
    const { deployments } = (await repo.test.call('GET', `/deployments/applications/${uuid}`)).body;
    const planned = await repo.test.call(
      'GET',
      `/deployments/${deployments[1].deployment_uuid}/rollback-plan`,
    );
    const image = (service: string, letter: string) => `${uuid}_${service}:${letter.repeat(40)}`;
    expect(planned).toMatchObject({
      status: 200,
      body: {
        commit: 'a'.repeat(40),
        diff: { image: { from: image('site', 'b'), to: image('web', 'a'), change: 'changed' } },
        components: [
          { name: 'web', image: image('web', 'a'), change: 'added' },
          { name: 'site', image: image('site', 'b'), change: 'removed' },
        ],
      },
    });
    const asked = repo.test.host.commands.length;
    const back = () => repo.test.call('POST', `/applications/${uuid}/rollback`, { commit: 'a'.repeat(40) });
    const { status, body } = await back();
    expect(status).toBe(200);
    await repo.test.work();
    expect((await repo.test.call('GET', `/deployments/${body.deployment_uuid}`)).body).toMatchObject({
      status: 'finished',
      commit: 'a'.repeat(40),
    });
    expect(repo.test.host.commands.slice(asked).filter(({ argv }) => argv[0] === 'git')).toEqual([]);
    expect(repo.names(uuid)).toEqual(['web']);
    expect((await repo.test.call('GET', `/services/${uuid}`)).body.docker_compose_raw).toBe(oneService);
    repo.checkout.head = 'b'.repeat(40);
    await repo.deploy(uuid);
    repo.test.host.docker.images.delete(`${uuid}_web:${'a'.repeat(40)}`);
    expect(await back()).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('no longer on the server') },
    });
    expect(repo.names(uuid)).toEqual(['site']);
  });

  it('compares an earlier release with the running one by names, without a value', async () => {
    const uuid = await repo.make();
    const { deployment_uuid } = await repo.deploy(uuid);
    const call = repo.test.call.bind(repo.test);
    await call('POST', `/applications/${uuid}/envs`, { key: 'LATER', value: 'hush' });
    await call('PATCH', `/applications/${uuid}/envs`, { key: 'PLACE', value: 'there' });
    await call('PATCH', `/applications/${uuid}`, { is_git_shallow_clone_enabled: false });
    repo.checkout.head = 'b'.repeat(40);
    const changed = compose
      .replace('    volumes: ["data:/data"]\n', '    volumes: ["data:/data"]\n    ports: ["6380:6379"]\n')
      .replace('    env_file: web.env\n', '    labels: {team: shop}\n');
    repo.write({ 'docker-compose.yaml': changed });
    expect(await repo.deploy(uuid)).toMatchObject({ status: 'finished' });
    const plan = async () => (await call('GET', `/deployments/${deployment_uuid}/rollback-plan`)).body;
    const image = (letter: string) => `${uuid}_web:${letter.repeat(40)}`;
    const planned = await plan();
    expect(planned).toEqual({
      deployment_uuid,
      image: image('a'),
      commit: 'a'.repeat(40),
      downtime: { class: 'stop-start', reasons: expect.any(Array) },
      diff: {
        image: { from: image('b'), to: image('a'), change: 'changed' },
        environment: { added: ['FROM_FILE'], removed: ['LATER'], changed: ['PLACE'] },
        ports: { added: [], removed: ['6380:6379/tcp'] },
        labels: { added: [], removed: ['team'], changed: [] },
        settings: ['is_git_shallow_clone_enabled'],
      },
      components: [
        { name: 'web', image: image('a'), change: 'changed' },
        { name: 'cache', image: 'redis:7', change: 'changed' },
      ],
    });
    expect(JSON.stringify(planned)).not.toMatch(/hush|there/);
    // A version that builds nothing is not kept, so there is nothing to compare with.
    repo.checkout.head = 'c'.repeat(40);
    repo.write({ 'docker-compose.yaml': 'services:\n  cache: {image: "redis:7"}\n' });
    await repo.deploy(uuid);
    expect(await plan()).toMatchObject({ image: image('a'), diff: null, components: null });
  });

  it('is cloned, and the clone reads the repository for itself', async () => {
    repo.write({ 'docker-compose.yaml': oneService });
    const uuid = await repo.make();
    await repo.deploy(uuid);
    const { uuid: destination_uuid } =
      await repo.test.server.database.unscoped.destination.findFirstOrThrow();
    const { body: clone } = await repo.test.call('POST', `/applications/${uuid}/clone`, { destination_uuid });
    expect((await repo.deploy(clone.uuid)).status).toBe('finished');
    expect(repo.names(clone.uuid)).toEqual(['web']);
  });

  it('runs its commands in the services that are named, and says when one has to be', async () => {
    const run = { pre_deployment_command: 'echo before', post_deployment_command: 'echo after' };
    const uuid = await repo.make(run);
    expect(await repo.deploy(uuid)).toMatchObject({
      status: 'failed',
      reason: expect.stringMatching(/Set pre_deployment_command_container .*\(web, cache\)/),
    });
    const change = (fields: object) => repo.test.call('PATCH', `/applications/${uuid}`, fields);
    const container = (name: string) => ({
      pre_deployment_command_container: name,
      post_deployment_command_container: 'cache',
    });
    await change(container('site'));
    expect((await repo.deploy(uuid)).reason).toContain('The compose file has no service site.');
    await change(container('web'));
    const execs = () =>
      repo.test.host.docker.execs.filter(([name, shell]) => shell === 'sh' && name?.endsWith(uuid));
    expect((await repo.deploy(uuid)).status).toBe('finished');
    expect(execs()).toEqual([[`cache-${uuid}`, 'sh', '-c', 'echo after']]);
    expect((await repo.deploy(uuid)).status).toBe('finished');
    expect(execs().map(([name, , , command]) => [name, command])).toEqual([
      [`cache-${uuid}`, 'echo after'],
      [`web-${uuid}`, 'echo before'],
      [`cache-${uuid}`, 'echo after'],
    ]);
  });

  it('gives its builds the build-time variables as secrets, where it says so', async () => {
    repo.write({ 'docker-compose.yaml': oneService });
    const uuid = await repo.make({ use_build_secrets: true });
    await repo.test.call('POST', `/applications/${uuid}/envs`, { key: 'TOKEN', value: 'canary' });
    expect(await repo.deploy(uuid)).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('docker-buildx-plugin'),
    });
    repo.test.host.answers.push([
      'docker buildx version',
      { stdout: 'github.com/docker/buildx v0.11.2 1\n' },
    ]);
    expect((await repo.deploy(uuid)).status).toBe('finished');
    const planned = await repo.test.call('POST', '/deployments/plan', { uuid });
    expect(JSON.stringify(planned.body.steps)).toContain('--secret","id=TOKEN,env=GANTRY_SECRET_1');
    expect(JSON.stringify(planned.body)).not.toContain('canary');
  });

  it('redirects the domains of its services as it is said', async () => {
    const domains = [{ name: 'web', domain: 'http://a.example.com:80', redirect: 'non-www' }];
    const uuid = await repo.make({ docker_compose_domains: domains });
    const redirectOf = async () => {
      const { unscoped } = repo.test.server.database;
      const row = await unscoped.component.findFirstOrThrow({ where: { name: 'web', workload: { uuid } } });
      return row.redirect;
    };
    await repo.deploy(uuid);
    expect(await redirectOf()).toBe('non-www');
    const [{ redirect: _, ...plain }] = domains as [(typeof domains)[0]];
    await repo.test.call('PATCH', `/applications/${uuid}`, { docker_compose_domains: [plain] });
    expect(await redirectOf()).toBe('both');
  });
});
