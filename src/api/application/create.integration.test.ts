import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64, refused } from './calls.testing';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const git = {
  git_repository: 'https://git.example/acme/web.git',
  git_branch: 'main',
  build_pack: 'dockerfile',
};

describe('an application from an image', () => {
  it('is created on a server that is not validated, stored as it was sent, with the defaults of the contract', async () => {
    const image = { docker_registry_image_name: 'registry.example:5000/team/app:1.2', ...test.place };
    const created = await test.call('POST', '/applications/dockerimage', image);
    expect(created).toMatchObject({ status: 201, body: { uuid: expect.stringMatching(/^[a-z0-9]{24}$/) } });
    const { uuid, domains } = created.body;
    expect(domains).toBe(`http://${uuid}.203.0.113.9.sslip.io`);
    const { status, body } = await test.call('GET', `/applications/${uuid}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'app',
      description: null,
      build_pack: 'dockerimage',
      docker_registry_image_name: 'registry.example:5000/team/app:1.2',
      docker_registry_image_tag: null,
      fqdn: domains,
      git_commit_sha: 'HEAD',
      base_directory: '/',
      health_check_enabled: false,
      health_check_path: '/',
      health_check_host: 'localhost',
      health_check_method: 'GET',
      health_check_return_code: 200,
      health_check_scheme: 'http',
      health_check_interval: 5,
      health_check_timeout: 5,
      health_check_retries: 10,
      health_check_start_period: 5,
      limits_memory: '0',
      limits_memory_swap: '0',
      limits_memory_swappiness: 60,
      limits_memory_reservation: '0',
      limits_cpus: '0',
      limits_cpuset: null,
      limits_cpu_shares: 1024,
      preview_url_template: '{{pr_id}}.{{domain}}',
      redirect: 'both',
      status: 'exited',
      is_configuration_changed: false,
      project_name: 'Project',
      environment_name: 'production',
      server_uuid: test.place.server_uuid,
      settings: { docker_images_to_keep: 2, stop_grace_period: 30, is_auto_deploy_enabled: true },
    });
    expect(body.created_at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/);
    expect(Object.keys(body).slice(0, 4)).toEqual(['id', 'uuid', 'description', 'name']);
    expect(Object.keys(body).slice(-2)).toEqual(['created_at', 'updated_at']);
  });

  it('has no domain when none shall be made up', async () => {
    const uuid = await test.addApplication({ autogenerate_domain: false });
    expect((await test.call('GET', `/applications/${uuid}`)).body.fqdn).toBeNull();
  });

  it('is deployed at once when asked, and listed by its tags', async () => {
    const uuid = await test.addApplication({ instant_deploy: true, tags: ['Blue ', 'green', 'blue'] });
    const { body: active } = await test.call('GET', '/deployments');
    expect(active).toMatchObject([{ application_name: 'nginx', status: 'queued' }]);
    expect((await test.call('GET', '/applications?tag=blue')).body).toMatchObject([
      { uuid, tags: ['blue', 'green'] },
    ]);
    expect((await test.call('GET', '/applications?tag=red')).body).toEqual([]);
  });

  it('is listed by its environment and a part of its name', async () => {
    const uuid = await test.addApplication({ name: 'Search me' });
    const { environment_uuid } = (await test.call('GET', `/applications/${uuid}`)).body;
    const found = (query: string) => test.call('GET', `/applications?${query}`);
    const here = `environment_uuid=${environment_uuid}`;
    expect((await found(`${here}&search=rch%20M&summary=1`)).body).toMatchObject([{ uuid }]);
    expect((await found(`${here}&search=_`)).body).toEqual([]);
    expect((await found(`environment_uuid=${uuid}`)).body).toEqual([]);
    expect((await found('search=%00')).status).toBe(422);
  });
});

describe('an application from Git', () => {
  it('keeps the repository as it was sent and is named after it', async () => {
    const { body } = await test.call('POST', '/applications/public', {
      ...test.place,
      ...git,
      domains: 'https://git.example',
    });
    expect(body.domains).toBe('https://git.example');
    expect((await test.call('GET', `/applications/${body.uuid}`)).body).toMatchObject({
      name: 'web',
      git_repository: 'https://git.example/acme/web.git',
      git_full_url: 'https://git.example/acme/web.git',
      git_branch: 'main',
      build_pack: 'dockerfile',
      source_kind: 'public_git',
      settings: { is_force_https_enabled: true },
    });
  });

  it('may need a deploy key', async () => {
    const key = { private_key_uuid: test.privateKeyUuid, git_repository: 'git@git.example:acme/web.git' };
    const { status, body } = await test.call('POST', '/applications/private-deploy-key', {
      ...test.place,
      ...git,
      ...key,
    });
    expect(status).toBe(201);
    expect((await test.call('GET', `/applications/${body.uuid}`)).body).toMatchObject({
      private_key_uuid: test.privateKeyUuid,
      private_key_id: expect.any(Number),
      source_kind: 'deploy_key',
    });
  });

  it('says which fields are missing and which are not allowed', async () => {
    expect(
      await test.call('POST', '/applications/public', { ...test.place, foo: 1, is_build_time: true }),
    ).toMatchObject({
      status: 422,
      body: {
        message: 'Validation failed.',
        errors: {
          git_repository: ['The git repository field is required.'],
          git_branch: ['The git branch field is required.'],
          build_pack: ['The build pack field is required.'],
          foo: ['This field is not allowed.'],
          is_build_time: ['This field is not allowed.'],
        },
      },
    });
  });
});

describe('an application from a Dockerfile', () => {
  it('takes it as base64 and shows it as text', async () => {
    const dockerfile = 'FROM scratch\n# ünïcode\n';
    const { body } = await test.call('POST', '/applications/dockerfile', {
      ...test.place,
      dockerfile: base64(dockerfile),
    });
    const application = (await test.call('GET', `/applications/${body.uuid}`)).body;
    expect(application).toMatchObject({ dockerfile, build_pack: 'dockerfile', source_kind: 'dockerfile' });
    expect(application.name).toBe(`dockerfile-${body.uuid}`);
    for (const wrong of ['FROM scratch', '/w==', 'AA==']) {
      const answer = await test.call('POST', '/applications/dockerfile', {
        ...test.place,
        dockerfile: wrong,
      });
      expect(answer).toMatchObject(refused('dockerfile'));
    }
  });
});

describe('the place', () => {
  const missing = (what: string) => ({ status: 404, body: { message: `${what} not found.` } });
  const create = (place: Record<string, unknown>, fields: Record<string, unknown> = {}) =>
    test.call('POST', '/applications/dockerimage', {
      docker_registry_image_name: 'nginx',
      ...place,
      ...fields,
    });

  it('must be there', async () => {
    const nowhere = 'abcdefghijklmnopqrstuvwx';
    expect(await create({ ...test.place, project_uuid: nowhere })).toMatchObject(missing('Project'));
    expect(await create({ ...test.place, server_uuid: nowhere })).toMatchObject(missing('Server'));
    expect(await create({ ...test.place, environment_name: 'staging' })).toMatchObject(
      missing('Environment'),
    );
    expect(await create(test.place, { destination_uuid: nowhere })).toMatchObject(missing('Destination'));
    expect(await create(test.place, { private_key_uuid: nowhere })).toMatchObject(missing('Private Key'));
  });

  it('of another organization is as if it were not there', async () => {
    const stranger = await test.stranger();
    expect(await create({ ...test.place, project_uuid: stranger.place.project_uuid })).toMatchObject(
      missing('Project'),
    );
    expect(await create({ ...test.place, server_uuid: stranger.place.server_uuid })).toMatchObject(
      missing('Server'),
    );
  });

  it('needs an environment, by name or by uuid', async () => {
    const { environment_name: _, ...rest } = test.place;
    expect(await create(rest)).toMatchObject({
      status: 422,
      body: { message: 'You need to provide at least one of environment_name or environment_uuid.' },
    });
    const project = (await test.call('GET', `/projects/${test.place.project_uuid}`)).body;
    const byUuid = { ...rest, environment_uuid: project.environments[0].uuid };
    expect(await create(byUuid)).toMatchObject({ status: 201 });
    expect(await create({ ...byUuid, environment_name: null, destination_uuid: null })).toMatchObject({
      status: 201,
    });
  });
});
