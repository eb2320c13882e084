import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headCommit } from '../../engine/testing/double-host';
import { type PlanTest, startPlanTest } from './plan.testing';

let test: PlanTest;
beforeAll(async () => {
  test = await startPlanTest();
});
afterAll(() => test.server.stop());

const nothing = { added: [], removed: [], changed: [] };
const addVariable = (uuid: string, key: string, value: string) =>
  test.call('POST', `/applications/${uuid}/envs`, { key, value });
const titles = (plan: { steps: { title: string }[] }) => plan.steps.map(({ title }) => title);

describe('a plan', () => {
  it('of a first deployment says that all of it is new, and what is done on the server', async () => {
    const uuid = await test.addQuickApplication();
    await addVariable(uuid, 'GREETING', 'hello');
    const plan = await test.plan(uuid);
    expect(plan).toMatchObject({
      plan_id: expect.stringMatching(/^[a-z0-9]{24}$/),
      application_uuid: uuid,
      server_uuid: test.place.server_uuid,
      commit: null,
      force_rebuild: false,
      downtime: { class: 'none', reasons: [] },
    });
    expect(plan.diff).toMatchObject({
      image: { from: null, to: 'nginx', change: 'changed' },
      ports: { added: ['80/tcp'], removed: [] },
      environment: { added: expect.arrayContaining(['GREETING', 'PORT']), removed: [], changed: [] },
      labels: { added: expect.arrayContaining(['gantry.managed', 'coolify.projectName']) },
      settings: [],
    });
    expect(titles(plan)).toEqual([
      'Check the server',
      'Prepare the network',
      'Pull the image',
      'Record the image',
      'Find the running containers',
      'Create the new container',
      'Start the new container',
      'Wait until it is healthy',
      'Send requests to the new container',
      'Let the old container finish its requests',
      'Stop the previous container',
      'Remove the previous container',
    ]);
    expect(test.host.docker.created).toEqual([]);
  });

  it('is deployed under its own id, and the next one finds nothing to change', async () => {
    const uuid = await test.addQuickApplication();
    const { plan_id } = await test.plan(uuid);
    expect(await test.deploy({ plan_id })).toMatchObject({
      status: 200,
      body: { deployments: [{ resource_uuid: uuid, deployment_uuid: plan_id }] },
    });
    expect(await test.run(plan_id)).toMatchObject({ status: 'finished' });
    expect(test.host.docker.created).toContain(`${uuid}-${plan_id}`);
    expect((await test.plan(uuid)).diff).toEqual({
      image: { from: 'nginx', to: 'nginx', change: 'pulled' },
      environment: nothing,
      ports: { added: [], removed: [] },
      labels: nothing,
      settings: [],
    });
  });

  it('has nothing to compare with what an earlier version of Gantry deployed', async () => {
    const uuid = await test.addQuickApplication();
    await test.deployNow(uuid);
    await test.server.database.unscoped.release.updateMany({
      where: { workload: { uuid } },
      data: { container: { image: 'nginx' } },
    });
    expect(await test.plan(uuid)).toMatchObject({ diff: null, downtime: { class: 'none' } });
  });

  it('names what changes, and why there is a moment without service', async () => {
    const uuid = await test.addQuickApplication();
    await addVariable(uuid, 'COLOR', 'blue');
    await addVariable(uuid, 'OLD', 'x');
    await test.deployNow(uuid);
    const { body: variables } = await test.call('GET', `/applications/${uuid}/envs`);
    const old = variables.find(({ key }: { key: string }) => key === 'OLD');
    await test.call('DELETE', `/applications/${uuid}/envs/${old.uuid}`);
    await test.call('PATCH', `/applications/${uuid}/envs`, {
      key: 'COLOR',
      value: 'green',
      is_runtime: true,
      is_buildtime: true,
    });
    await addVariable(uuid, 'NEW', 'y');
    const changes = { docker_registry_image_tag: '2', ports_mappings: '8080:80', limits_memory: '64m' };
    await test.call('PATCH', `/applications/${uuid}`, {
      ...changes,
      custom_labels: Buffer.from('team=shop').toString('base64'),
    });
    const { diff, downtime } = await test.plan(uuid);
    expect(diff).toMatchObject({
      image: { from: 'nginx', to: 'nginx:2', change: 'changed' },
      environment: { added: ['NEW'], removed: ['OLD'], changed: ['COLOR'] },
      ports: { added: ['8080:80/tcp'], removed: ['80/tcp'] },
      labels: { added: ['team'], removed: [], changed: [] },
      settings: ['custom_labels', 'docker_registry_image_tag', 'limits_memory', 'ports_mappings'],
    });
    expect(downtime).toEqual({
      class: 'stop-start',
      reasons: ['only one container can use a host port (ports_mappings)'],
    });
  });

  it('holds no value of a variable, a label or a password, in the answer or in its row', async () => {
    const uuid = await test.addQuickApplication({
      domains: 'http://plan.example.com',
      is_http_basic_auth_enabled: true,
      http_basic_auth_username: 'me',
      http_basic_auth_password: 'canary-password',
      custom_labels: Buffer.from('team=canary-label').toString('base64'),
      pre_deployment_command: 'curl https://user:canary-url@example.com/canary-value',
    });
    await addVariable(uuid, 'TOKEN', 'canary-value');
    const plan = await test.plan(uuid);
    const rows = await test.server.database.unscoped.deploymentPlan.findMany();
    expect(JSON.stringify([plan, rows])).not.toContain('canary');
    expect(JSON.stringify(plan.steps)).toContain('https://<REDACTED>@example.com/<REDACTED>');
  });

  it('of a Git application names the commit, and the deployment is pinned to it', async () => {
    const uuid = await addGitApplication();
    const plan = await test.plan(uuid, { force: true });
    expect(plan).toMatchObject({ commit: headCommit, force_rebuild: true });
    expect(plan.diff.image).toEqual({ from: null, to: `${uuid}:${headCommit}`, change: 'changed' });
    const build = plan.steps.find(({ id }: { id: string }) => id === 'build');
    expect(build.actions.at(-1).argv).toEqual(
      expect.arrayContaining(['docker', 'build', '--tag', `${uuid}:${headCommit}`, '--no-cache']),
    );
    const { argv } = test.host.commands.at(-1) ?? {};
    expect(argv).toEqual(['rm', '-rf', '--', expect.stringContaining(`/deployments/${plan.plan_id}`)]);
    await test.deploy({ uuid, plan_id: plan.plan_id });
    test.host.answers.push(['git -c', { stdout: `${'b'.repeat(40)}\trefs/heads/main\n` }]); // the branch moves on
    expect(await test.run(plan.plan_id)).toMatchObject({ status: 'finished', commit: headCommit });
    expect(await test.plan(uuid)).toMatchObject({
      commit: 'b'.repeat(40),
      diff: { image: { change: 'changed' }, environment: { changed: ['SOURCE_COMMIT'] } },
    });
    test.host.answers.pop();
  });

  it('names the build server, and is refused where there is none that is usable', async () => {
    const uuid = await addGitApplication({ use_build_server: true });
    expect(await test.call('POST', '/deployments/plan', { uuid })).toMatchObject({
      status: 400,
      body: { message: expect.stringContaining('the organization has no usable build server') },
    });
    const { body: server } = await test.call('POST', '/servers', {
      name: 'builder',
      ip: '192.0.2.77',
      private_key_uuid: test.privateKeyUuid,
      is_build_server: true,
    });
    await test.server.database.unscoped.server.update({
      where: { uuid: server.uuid },
      data: { state: 'usable', hostKey: 'pinned' },
    });
    const plan = await test.plan(uuid);
    expect(titles(plan)).toEqual(
      expect.arrayContaining([
        'Find the commit of main on builder',
        'Build the image on builder',
        'Transfer the image from the build server',
      ]),
    );
    const left = ['rm', '-rf', '--', expect.stringContaining(`/deployments/${plan.plan_id}`)];
    expect(test.host.commands.at(-1)?.argv).toEqual(left);
    await test.server.database.unscoped.server.delete({ where: { uuid: server.uuid } });
  });

  it.each(['railpack', 'buildpacks'])(
    'refuses %s on a server whose builds have limits',
    async (build_pack) => {
      const uuid = await addGitApplication({ build_pack });
      const { server_uuid } = test.place;
      await test.call('PATCH', `/servers/${server_uuid}`, { build_limits_memory: '512m' });
      const answer = await test.call('POST', '/deployments/plan', { uuid });
      await test.call('PATCH', `/servers/${server_uuid}`, { build_limits_memory: '0' });
      expect(answer).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining(`which ${build_pack} does not support`) },
      });
      expect((await test.plan(uuid)).steps).not.toEqual([]);
    },
  );

  it('is not made of what cannot be deployed', async () => {
    const uuid = await test.addQuickApplication();
    const git = await addGitApplication();
    const planned = (fields: unknown, token?: string) =>
      test.call('POST', '/deployments/plan', fields, token);
    expect(await planned({ uuid, pull_request_id: 3 })).toMatchObject({ status: 422 });
    expect(await planned({ uuid, surprise: 1 })).toMatchObject({ status: 422 });
    expect(await planned({ uuid: 'notthere00000000' })).toMatchObject({
      status: 404,
      body: { message: 'Application not found.' },
    });
    expect(await planned({ uuid }, (await test.stranger()).token)).toMatchObject({ status: 404 });
    expect(await planned({ uuid }, await test.server.key(['read']))).toMatchObject({ status: 403 });
    test.host.answers.push(['git -c', { stdout: '' }]);
    expect(await planned({ uuid: git })).toMatchObject({
      status: 400,
      body: { message: 'The repository has no branch or tag main.' },
    });
    test.host.answers.pop();
    expect((await planned({ uuid }, await test.server.key(['deploy']))).status).toBe(200);
  });
});

async function addGitApplication(fields: Record<string, unknown> = {}): Promise<string> {
  const { body } = await test.call('POST', '/applications/public', {
    ...test.place,
    git_repository: 'https://github.com/example/example',
    git_branch: 'main',
    build_pack: 'dockerfile',
    ports_exposes: '80',
    health_check_enabled: true,
    health_check_start_period: 0,
    ...fields,
  });
  return body.uuid;
}
