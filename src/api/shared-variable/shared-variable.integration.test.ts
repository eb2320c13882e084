import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type MachineTest, startMachineTest } from '../../services/applications/machine.testing';

let test: MachineTest;
let uuid: string;

beforeAll(async () => {
  test = await startMachineTest();
});
beforeEach(async () => {
  await test.renew();
  await db().sharedVariable.deleteMany();
  await db().server.updateMany({ data: { proxyKind: 'none' } });
  test.host.docker.onStart = (container) => {
    container.health = 'healthy';
  };
  uuid = await test.addApplication({
    health_check_enabled: true,
    health_check_type: 'cmd',
    health_check_command: 'true',
  });
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const project = () => `/projects/${test.place.project_uuid}`;
const owners = () => ({
  team: '/team',
  project: project(),
  environment: `${project()}/environments/production`,
  server: `/servers/${test.place.server_uuid}`,
});

async function share(owner: keyof ReturnType<typeof owners>, key: string, value: string, flags: object = {}) {
  const { status, body } = await test.call('POST', `${owners()[owner]}/envs`, { key, value, ...flags });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.id as number;
}
const variable = (value: string, flags: object = {}) =>
  test.call('POST', `/applications/${uuid}/envs`, { key: 'URL', value, ...flags });

/** Deploy the application. @returns what the container received, and how the deployment ended */
async function deploy() {
  const { body } = await test.call('POST', `/applications/${uuid}/start`);
  await test.work();
  const { status, reason } = await db().operation.findUniqueOrThrow({
    where: { uuid: body.deployment_uuid },
  });
  const running = [...test.host.docker.containers.values()].filter(
    ({ spec, status: state }) => state === 'running' && spec.labels['gantry.resource'] === uuid,
  );
  return {
    status,
    reason,
    got: running.flatMap(({ spec }) => spec.env?.filter((each) => each.startsWith('URL='))),
  };
}

describe.each(['team', 'project', 'environment', 'server'] as const)('shared variables of a %s', (owner) => {
  const path = () => `${owners()[owner]}/envs`;

  it('are created, listed, changed and deleted', async () => {
    const made = await test.call('POST', path(), { key: 'HOST', value: 'pa$$ word', comment: 'note' });
    expect([made.status, made.body]).toEqual([201, { id: expect.any(Number) }]);
    const { id } = made.body;
    const { body: list } = await test.call('GET', path());
    expect(list).toMatchObject([
      { id, key: 'HOST', value: 'pa$$ word', comment: 'note', type: owner, team_id: 0 },
    ]);
    const taken = await test.call('POST', path(), { key: 'HOST' });
    expect([taken.status, taken.body.message]).toEqual([
      409,
      'Environment variable already exists. Use PATCH request to update it.',
    ]);
    const changed = await test.call('PATCH', `${path()}/${id}`, { value: 'other' });
    expect([changed.status, changed.body]).toMatchObject([200, { value: 'other', comment: 'note' }]);
    const removed = await test.call('DELETE', `${path()}/${id}`);
    expect([removed.status, removed.body]).toEqual([200, { message: 'Environment variable deleted.' }]);
    expect((await test.call('GET', path())).body).toEqual([]);
    for (const missing of [String(id), 'x', '99999999999999'])
      expect((await test.call('DELETE', `${path()}/${missing}`)).status).toBe(404);
  });

  it('arrive where a value refers to them', async () => {
    await share(owner, 'HOST', '$& "x"');
    await variable(`http://{{${owner}.HOST}}/`);
    expect(await deploy()).toMatchObject({ status: 'finished', got: ['URL=http://$& "x"/'] });
  });

  it.each([
    ['key', { key: 'A B' }],
    ['value', { key: 'A', value: 'a\0b' }],
    ['is_runtime', { key: 'A', is_runtime: true }],
  ])('are refused for their %s', async (field, body) => {
    const refused = await test.call('POST', path(), body);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, [field]]);
  });
});

describe('a deployment', () => {
  it('takes what shared variables refer to, and leaves literal values alone', async () => {
    await share('team', 'DOMAIN', 'example.com');
    await share('project', 'HOST', 'db.{{team.DOMAIN}}');
    await variable('{{project.HOST}} {{ team.DOMAIN }} {{other.X}}');
    expect((await deploy()).got).toEqual(['URL=db.example.com {{ team.DOMAIN }} {{other.X}}']);
    await test.call('PATCH', `/applications/${uuid}/envs`, {
      key: 'URL',
      value: '{{project.HOST}}',
      is_literal: true,
    });
    expect((await deploy()).got).toEqual(['URL={{project.HOST}}']);
  });

  it('fails naming an unknown name, and what runs stays', async () => {
    await variable('old');
    await deploy();
    await test.call('PATCH', `/applications/${uuid}/envs`, { key: 'URL', value: '{{team.NOTHING}}' });
    const { status, reason, got } = await deploy();
    expect([status, got]).toEqual(['failed', ['URL=old']]);
    expect(reason).toContain('URL refers to {{team.NOTHING}}, which does not exist');
  });

  it('fails naming a circle (hostile-inputs row 14)', async () => {
    await share('team', 'A', '{{team.B}}');
    await share('team', 'B', '{{team.A}}');
    await variable('{{team.A}}');
    expect(await deploy()).toMatchObject({
      status: 'failed',
      reason: expect.stringContaining('{{team.A}} → {{team.B}} → {{team.A}}'),
    });
  });

  it('sees nothing of other projects, environments, servers and organizations', async () => {
    const { body: other } = await test.call('POST', '/projects', { name: 'Other' });
    await test.call('POST', `/projects/${other.uuid}/envs`, { key: 'X', value: 'foreign' });
    await test.call('POST', `${project()}/environments`, { name: 'staging' });
    await test.call('POST', `${project()}/environments/staging/envs`, { key: 'X', value: 'foreign' });
    const { token } = await test.stranger();
    await test.call('POST', '/team/envs', { key: 'X', value: 'foreign' }, token);
    for (const scope of ['team', 'project', 'environment', 'server']) {
      await test.call('PATCH', `/applications/${uuid}/envs/bulk`, {
        data: [{ key: 'URL', value: `{{${scope}.X}}` }],
      });
      expect(await deploy()).toMatchObject({ status: 'failed', got: [] });
    }
  });
});

describe('values', () => {
  it('are shown resolved beside what refers to them, but for those that no one may read', async () => {
    await share('team', 'OPEN', 'seen');
    await share('team', 'HIDDEN', 'canary', { is_shown_once: true });
    await variable('{{team.OPEN}}');
    await test.call('POST', `/applications/${uuid}/envs`, { key: 'SECRET', value: '{{team.HIDDEN}}' });
    const { body } = await test.call('GET', `/applications/${uuid}/envs`);
    const shown = body
      .filter((row: { is_preview: boolean }) => !row.is_preview)
      .map((row: { value: string; real_value: string }) => [row.value, row.real_value]);
    expect(shown).toEqual([
      ['{{team.OPEN}}', 'seen'],
      ['{{team.HIDDEN}}', '{{team.HIDDEN}}'],
    ]);
    const list = await test.call('GET', '/team/envs');
    expect(JSON.stringify(list.body)).not.toContain('canary');
  });

  it('are left out for readers without the right', async () => {
    await share('team', 'OPEN', 'canary');
    const reader = await test.server.key(['read']);
    const { status, body } = await test.call('GET', '/team/envs', undefined, reader);
    expect([status, body]).toMatchObject([200, [{ key: 'OPEN' }]]);
    expect(body[0]).not.toHaveProperty('value');
  });

  it('are sealed in the database', async () => {
    await share('team', 'OPEN', 'canary');
    const [row] = await db().sharedVariable.findMany();
    expect(Buffer.from(row?.valueSealed ?? []).toString('latin1')).not.toContain('canary');
  });
});

it('are the business of the whole organization where they are of the team', async () => {
  const { userId, organizationId } = await test.server.member('member');
  const { id: projectId } = await db().project.findUniqueOrThrow({
    where: { uuid: test.place.project_uuid },
  });
  await db().projectGrant.create({
    data: { userId, organizationId, projectId, abilities: ['read', 'write', 'read:sensitive'] },
  });
  const token = await test.server.key(['inherit'], { userId, organizationId });
  await share('team', 'TEAM', 'canary');
  const create = (path: string) => test.call('POST', path, { key: 'MINE', value: 'x' }, token);
  expect((await create(`${project()}/envs`)).status).toBe(201);
  expect((await create('/team/envs')).status).toBe(403);
  expect((await create(`${owners().server}/envs`)).status).toBe(403);
  const { body } = await test.call('GET', '/team/envs', undefined, token);
  expect(JSON.stringify(body)).not.toContain('canary');
});
