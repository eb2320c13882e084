import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { headCommit } from '../../engine/testing/double-host';
import { pruneExpired } from '../../services/housekeeping/prune';
import { type PlanTest, startPlanTest } from './plan.testing';

let test: PlanTest;
let uuid: string;
beforeAll(async () => {
  test = await startPlanTest();
});
beforeEach(async () => {
  uuid = await test.addQuickApplication();
});
afterAll(() => test.server.stop());

const rows = () => test.server.database.unscoped;
const change = (fields: Record<string, unknown>) => test.call('PATCH', `/applications/${uuid}`, fields);
const addVariable = () => test.call('POST', `/applications/${uuid}/envs`, { key: 'KEY', value: 'value' });
const message = (changed: string) =>
  `The plan is outdated. Changed since it was created: ${changed}. Create a new plan.`;

describe('a plan does not hold', () => {
  const changes: [what: string, make: () => Promise<unknown>][] = [
    ['the environment variables', addVariable],
    ['the container settings', () => change({ limits_memory: '64m' })],
    ['the source', () => change({ docker_registry_image_tag: '2' })],
    ['the domains and routing', () => change({ domains: 'http://other.example.com' })],
    ['the health check', () => change({ health_check_path: '/up' })],
    ['the deployment commands', () => change({ post_deployment_command: 'true' })],
    ['the name of the application, its project or its environment', () => change({ name: 'other' })],
    ['the configuration', () => change({ connect_to_docker_network: true })],
    [
      'the server',
      () =>
        test.call('PATCH', `/servers/${test.place.server_uuid}`, {
          dynamic_timeout: 100 + Math.floor(Math.random() * 1000),
        }),
    ],
    ['the running version', () => test.deployNow(uuid)],
  ];

  it.each(changes)('after %s changed', async (what, make) => {
    const { plan_id } = await test.plan(uuid);
    await make();
    expect(await test.deploy({ plan_id })).toMatchObject({
      status: 409,
      body: { message: message(what), changed: [what] },
    });
    expect(await rows().operation.count({ where: { uuid: plan_id } })).toBe(0);
  });

  it('after the branch moved on', async () => {
    const { body } = await test.call('POST', '/applications/public', {
      ...test.place,
      git_repository: 'https://github.com/example/example',
      git_branch: 'main',
      build_pack: 'dockerfile',
    });
    const { plan_id } = await test.plan(body.uuid);
    test.host.answers.push(['git -c', { stdout: `${'b'.repeat(40)}\trefs/heads/main\n` }]);
    const { status, body: answer } = await test.deploy({ plan_id });
    test.host.answers.pop();
    const moved = `the newest commit (${headCommit.slice(0, 7)} → bbbbbbb)`;
    expect([status, answer.message]).toEqual([409, message(moved)]);
  });

  it('when something changed while it waited: then nothing is done', async () => {
    const { plan_id } = await test.plan(uuid);
    expect((await test.deploy({ plan_id })).status).toBe(200);
    await addVariable();
    const before = test.host.docker.created.length;
    expect(await test.run(plan_id)).toMatchObject({
      status: 'failed',
      reason: message('the environment variables'),
    });
    expect(test.host.docker.created).toHaveLength(before);
  });

  it('when it was deployed, or is too old', async () => {
    const { plan_id } = await test.plan(uuid);
    const [first, second] = await Promise.all([test.deploy({ plan_id }), test.deploy({ plan_id })]);
    expect([first.status, second.status].sort()).not.toContain(500);
    await test.run(plan_id);
    expect(await test.deploy({ plan_id })).toMatchObject({
      status: 409,
      body: { message: 'The plan was already deployed. Create a new one.', deployment_uuid: plan_id },
    });
    const old = await test.plan(uuid);
    expect(new Date(old.expires_at).getTime() - Date.now()).toBeGreaterThan(3_500_000);
    await rows().deploymentPlan.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } });
    expect(await test.deploy({ plan_id: old.plan_id })).toMatchObject({
      status: 409,
      body: { message: 'The plan has expired. Create a new one.' },
    });
    await pruneExpired(test.server.services);
    expect(await rows().deploymentPlan.count({ where: { uuid: old.plan_id } })).toBe(1);
    await rows().deploymentPlan.updateMany({ data: { expiresAt: new Date(Date.now() - 86_500_000) } });
    await pruneExpired(test.server.services);
    expect(await test.deploy({ plan_id: old.plan_id })).toMatchObject({
      status: 404,
      body: { message: 'Plan not found.' },
    });
  });
});

describe('deploying with a plan is refused', () => {
  it.each([
    [{ tag: 'blue' }, 400, 'You can only use plan_id or tag, not both.'],
    [{ uuid: 'abcdefgh,abcdefgi' }, 400, 'A plan is for one application.'],
    [{ force: true }, 400, 'The plan already determines whether to rebuild. Leave out force.'],
    [{ uuid: 'abcdefgh' }, 400, 'The plan is for another application.'],
    [{ plan_id: 'notthere00000000' }, 404, 'Plan not found.'],
    [{ plan_id: "';DROP TABLE" }, 404, 'Plan not found.'],
    [{ plan_id: '' }, 404, 'Plan not found.'],
    [{ pr: 3 }, 422, 'Validation failed.'],
  ])('with %j', async (fields, status, text) => {
    const { plan_id } = await test.plan(uuid);
    expect(await test.deploy({ plan_id, ...fields })).toMatchObject({ status, body: { message: text } });
  });

  it('to those who may not deploy the application, or do not see it', async () => {
    const { plan_id } = await test.plan(uuid);
    const deploy = (token: string) => test.call('POST', '/deploy', { plan_id }, token);
    expect(await deploy(await test.server.key(['read']))).toMatchObject({ status: 403 });
    expect(await deploy((await test.stranger()).token)).toMatchObject({
      status: 404,
      body: { message: 'Plan not found.' },
    });
  });
});

it('the trail names the application of a plan and of its deployment', async () => {
  const { plan_id } = await test.plan(uuid);
  await test.deploy({ plan_id });
  const trail = await rows().auditLog.findMany({ where: { targetUuid: uuid }, orderBy: { at: 'asc' } });
  expect(trail.map(({ action, outcome }) => [action, outcome]).slice(1)).toEqual([
    ['deployment.plan', 'success'],
    ['deployment.deploy', 'success'],
  ]);
});
