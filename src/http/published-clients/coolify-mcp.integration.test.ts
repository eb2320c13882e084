import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseEngines } from '../../domain/database/engines';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';
import { type McpProgram, startMcpProgram } from './mcp-program.testing';

let test: DatabaseTest;
let mcp: McpProgram;
beforeAll(async () => {
  test = await startDatabaseTest();
  mcp = await startMcpProgram(test.server.url, await test.server.key(['root']));
});
afterAll(async () => {
  await mcp.close();
  await test.server.stop();
});

type Resource = 'application' | 'database' | 'service';

const statusOf = async (path: string) => (await test.call('GET', path)).body.status;

/** Start, restart and stop a database as an agent does, and check the result. */
async function runDatabase(uuid: string): Promise<void> {
  const control = async (action: string) => {
    await mcp.use('control', { resource: 'database', action, uuid });
    await test.work();
    return statusOf(`/databases/${uuid}`);
  };
  expect(await control('start')).toMatch(/^running/);
  expect(await control('restart')).toMatch(/^running/);
  expect(await control('stop')).toMatch(/^exited/);
}

/** Request a start, a restart and a stop. @returns the kind of operation that each of them queued */
async function askFor(resource: Resource, uuid: string): Promise<string[]> {
  const kinds: string[] = [];
  for (const action of ['start', 'restart', 'stop']) {
    await mcp.use('control', { resource, action, uuid });
    kinds.push((await test.lastOperation(uuid)).kind);
  }
  return kinds;
}

async function variables(resource: Resource, uuid: string): Promise<void> {
  const ofWorkload = { resource, uuid };
  await mcp.use('env_vars', { ...ofWorkload, action: 'create', key: 'COLOUR', value: 'blue' });
  await mcp.use('env_vars', { ...ofWorkload, action: 'update', key: 'COLOUR', value: 'red' });
  await mcp.use('env_vars', {
    ...ofWorkload,
    action: 'bulk_update',
    data: [{ key: 'SHAPE', value: 'round' }],
  });
  const { body } = await test.call('GET', `/${resource}s/${uuid}/envs`);
  expect(body).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ key: 'COLOUR', value: 'red' }),
      expect.objectContaining({ key: 'SHAPE', value: 'round' }),
    ]),
  );
  const listed: { key: string; uuid: string }[] = await mcp.use('env_vars', {
    ...ofWorkload,
    action: 'list',
  });
  const env_uuid = listed.find(({ key }) => key === 'SHAPE')?.uuid;
  await mcp.use('env_vars', { ...ofWorkload, action: 'delete', env_uuid });
}

async function remove(tool: string, path: string, uuid: string): Promise<void> {
  await mcp.use(tool, { action: 'delete', uuid, delete_volumes: true });
  await test.work();
  expect((await test.call('GET', `${path}/${uuid}`)).status).toBe(404);
}

describe('its tools for databases', () => {
  it.each(Object.keys(databaseEngines))(
    '%s: made, read, changed, started, stopped and deleted',
    async (type) => {
      const name = `${type} of an agent`;
      const { uuid } = await mcp.use('database', { action: 'create', type, ...test.place, name });
      expect(await mcp.use('list_databases')).toContainEqual(expect.objectContaining({ uuid, name }));
      await mcp.use('database', { action: 'update', uuid, description: 'kept', limits_memory: '512m' });
      expect(await mcp.use('get_database', { uuid, reveal: true })).toMatchObject({
        description: 'kept',
        limits_memory: '512m',
        server_uuid: test.place.server_uuid,
      });
      await runDatabase(uuid);
      await variables('database', uuid);
      await remove('database', '/databases', uuid);
    },
  );

  it('keep a schedule of backups', async () => {
    const database_uuid = await test.create('postgresql');
    const use = (action: string, input: object = {}) =>
      mcp.use('database_backups', { action, database_uuid, ...input });
    const { uuid: backup_uuid } = await use('create', { frequency: 'daily', enabled: true });
    await use('update', { backup_uuid, frequency: 'weekly' });
    expect(await use('get_schedule', { backup_uuid })).toMatchObject({ frequency: 'weekly', enabled: true });
    expect(await use('list_schedules')).toHaveLength(1);
    await use('list_executions', { backup_uuid });
    await use('delete', { backup_uuid });
    expect(await use('list_schedules')).toEqual([]);
  });
});

describe('its tools for services', () => {
  const file = 'services:\n  web:\n    image: nginx:1.27\n    environment: [SERVICE_URL_WEB_80]\n';

  it.each([
    { title: 'from a compose file', from: { docker_compose_raw: file }, component: 'web' },
    { title: 'from a template', from: { type: 'uptime-kuma' }, component: 'uptime-kuma' },
  ])('$title: made, read, changed, run and deleted', async ({ from, component }) => {
    const { uuid, domains } = await mcp.use('service', { action: 'create', ...test.place, ...from });
    expect(domains).toHaveLength(1);
    await mcp.use('service', { action: 'update', uuid, description: 'kept' });
    expect(await mcp.use('get_service', { uuid })).toMatchObject({ uuid, description: 'kept' });
    const { applications } = await mcp.use('service', { action: 'list_containers', uuid });
    expect(applications).toMatchObject([{ name: component }]);
    await variables('service', uuid);
    expect(await askFor('service', uuid)).toEqual(['start', 'restart', 'stop']);
    const app_uuid = applications[0].uuid;
    await mcp.use('service', {
      action: 'update_application',
      uuid,
      app_uuid,
      url: `http://${uuid}.example.com`,
    });
    for (const action of ['start_application', 'restart_application'])
      await mcp.use('service', { action, uuid, app_uuid });
    expect((await test.call('GET', `/services/${uuid}`)).body.applications).toMatchObject([
      { fqdn: `http://${uuid}.example.com` },
    ]);
    await remove('service', '/services', uuid);
  });
});

describe('its tools for applications', () => {
  it('make, change, deploy, describe, move and delete one', async () => {
    const { uuid } = await mcp.use('application', {
      action: 'create_dockerimage',
      ...test.place,
      docker_registry_image_name: 'nginx',
      docker_registry_image_tag: '1',
      ports_exposes: '80',
      name: 'shop',
      domains: 'http://shop.example.com',
    });
    await mcp.use('application', {
      action: 'update',
      uuid,
      description: 'kept',
      health_check_enabled: false,
    });
    await variables('application', uuid);
    expect(await askFor('application', uuid)).toEqual(['deploy', 'restart', 'stop']);
    await mcp.use('deploy', { tag_or_uuid: uuid, force: true });
    const { deployments } = await mcp.use('deployment', { action: 'list_for_app', uuid });
    const { data } = await mcp.use('deployment', {
      action: 'get',
      uuid: deployments[0].deployment_uuid,
      include_logs: true,
      lines: 20,
    });
    expect(data).toMatchObject({ status: 'queued', application_uuid: uuid });
    expect(await mcp.use('diagnose_app', { query: 'shop' })).toMatchObject({ application: { uuid } });
    await mcp.use('deployment', { action: 'cancel', uuid: data.deployment_uuid });
    await mcp.use('tags', { action: 'attach', resource: 'application', uuid, tag_names: ['front'] });
    const { uuid: environment_uuid } = await mcp.use('environments', {
      action: 'create',
      project_uuid: test.place.project_uuid,
      name: 'staging',
    });
    await mcp.use('application', { action: 'move', uuid, environment_uuid });
    expect((await mcp.use('get_application', { uuid })).data).toMatchObject({
      description: 'kept',
      environment_uuid,
      tags: ['front'],
    });
    await remove('application', '/applications', uuid);
  });
});

it.each([
  ['get_version', {}],
  ['get_infrastructure_overview', {}],
  ['find_issues', {}],
  ['list_servers', {}],
  ['list_destinations', {}],
  ['list_applications', {}],
  ['list_services', {}],
  ['list_deployments', {}],
  ['projects', { action: 'list' }],
  ['private_keys', { action: 'list' }],
  ['github_apps', { action: 'list' }],
  ['teams', { action: 'get_current_members' }],
  ['cloud_tokens', { action: 'list' }],
  ['tags', { action: 'list' }],
  ['system', { action: 'list_resources' }],
])('%s reads', async (tool, input) => {
  expect(await mcp.use(tool, input)).toBeDefined();
});
