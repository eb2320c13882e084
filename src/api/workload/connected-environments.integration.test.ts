import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
let own: string;
let staging: string;
beforeAll(async () => {
  test = await startApplicationTest();
  const { unscoped: db } = test.server.database;
  own = (await db.environment.findFirstOrThrow({ where: { name: 'production' } })).uuid;
  staging = await addEnvironment('staging');
});
afterAll(() => test.server.stop());

async function addEnvironment(name: string): Promise<string> {
  return (await test.call('POST', `/projects/${test.place.project_uuid}/environments`, { name })).body.uuid;
}

const file = Buffer.from('services:\n  web:\n    image: nginx:1.27\n').toString('base64');
const makers: [string, () => Promise<string>][] = [
  ['applications', () => test.addApplication()],
  ['databases', async () => (await test.call('POST', '/databases/redis', test.place)).body.uuid],
  [
    'services',
    async () => (await test.call('POST', '/services', { ...test.place, docker_compose_raw: file })).body.uuid,
  ],
];

describe.each(makers)('/%s/{uuid}/connected-environments', (kind, make) => {
  it('lists what was connected until it is disconnected', async () => {
    const path = `/${kind}/${await make()}/connected-environments`;
    const body = { environment_uuid: staging };
    expect(await test.call('GET', path)).toMatchObject({ status: 200, body: [] });
    const { destination } = await test.server.database.unscoped.workload.findFirstOrThrow({
      include: { destination: true },
    });
    const listed = [
      {
        uuid: staging,
        name: 'staging',
        project_uuid: test.place.project_uuid,
        project_name: 'Project',
        network: `${destination.network}-${staging}`,
      },
    ];
    expect(await test.call('POST', path, body)).toMatchObject({ status: 201, body: listed });
    expect(await test.call('POST', path, body)).toMatchObject({
      status: 409,
      body: { message: 'It is already connected to this environment.' },
    });
    expect((await test.call('GET', path)).body).toEqual(listed);
    await test.server.database.unscoped.destination.updateMany({ data: { isIsolated: false } });
    expect((await test.call('GET', path)).body).toEqual([{ ...listed[0], network: null }]);
    await test.server.database.unscoped.destination.updateMany({ data: { isIsolated: true } });
    expect(await test.call('DELETE', `${path}/${staging}`)).toMatchObject({
      status: 200,
      body: { message: 'Environment disconnected.' },
    });
    expect((await test.call('GET', path)).body).toEqual([]);
    expect((await test.call('DELETE', `${path}/${staging}`)).status).toBe(404);
  });
});

describe('a connection', () => {
  const connect = (uuid: string, environment_uuid: unknown, token?: string) =>
    test.call('POST', `/applications/${uuid}/connected-environments`, { environment_uuid }, token);

  it('is refused to its own environment, and where the caller sees none', async () => {
    const uuid = await test.addApplication();
    expect(await connect(uuid, own)).toMatchObject({
      status: 422,
      body: { errors: { environment_uuid: ['It is in this environment already.'] } },
    });
    const { token, place } = await test.stranger();
    const theirs = await test.call('GET', `/projects/${place.project_uuid}/environments`, undefined, token);
    for (const missing of [theirs.body[0].uuid, 'missing0000000000000000a', '../x'])
      expect(await connect(uuid, missing)).toMatchObject({
        status: 404,
        body: { message: 'Environment not found.' },
      });
    expect((await connect(uuid, staging, token)).status).toBe(404);
    expect((await connect(uuid, undefined)).status).toBe(400);
  });

  it('is refused to an environment whose workloads are all at other destinations', async () => {
    const uuid = await test.addApplication();
    const second = await addEnvironment('elsewhere');
    const server = { ip: '203.0.113.10', private_key_uuid: test.privateKeyUuid };
    const { body: other } = await test.call('POST', '/servers', server);
    const there = { environment_name: 'elsewhere', server_uuid: other.uuid };
    const far = await test.addApplication(there);
    expect(await connect(uuid, second)).toMatchObject({
      status: 422,
      body: { errors: { environment_uuid: [expect.stringContaining('at other destinations')] } },
    });
    const near = await test.addApplication({ environment_name: 'elsewhere' });
    expect((await connect(uuid, second)).status).toBe(201);
    for (const gone of [far, near])
      await test.server.database.unscoped.workload.deleteMany({ where: { uuid: gone } });
    const path = `/projects/${test.place.project_uuid}/environments/${second}`;
    expect((await test.call('DELETE', path)).status).toBe(200);
    expect((await test.call('GET', `/applications/${uuid}/connected-environments`)).body).toEqual([]);
  });

  it('needs permission to change both', async () => {
    const { unscoped: db } = test.server.database;
    const uuid = await test.addApplication();
    const { body: project } = await test.call('POST', '/projects', { name: 'Other' });
    const foreign = await db.environment.findFirstOrThrow({ where: { project: { uuid: project.uuid } } });
    const answerWith = async (...projects: string[]) => {
      const { userId, organizationId } = await test.server.member('member');
      for (const each of projects) {
        const { id: projectId } = await db.project.findUniqueOrThrow({ where: { uuid: each } });
        const abilities = ['read', 'write'];
        await db.projectGrant.create({ data: { userId, organizationId, projectId, abilities } });
      }
      const token = await test.server.key(['inherit'], { userId, organizationId });
      return (await connect(uuid, foreign.uuid, token)).status;
    };
    expect(await answerWith(test.place.project_uuid)).toBe(403);
    expect(await answerWith(project.uuid)).toBe(403);
    expect(await answerWith(test.place.project_uuid, project.uuid)).toBe(201);
  });

  it('ends when the workload moves into that environment', async () => {
    const uuid = await test.addApplication();
    await connect(uuid, staging);
    await test.call('POST', `/applications/${uuid}/move`, { environment_uuid: staging });
    expect((await test.call('GET', `/applications/${uuid}/connected-environments`)).body).toEqual([]);
  });
});
