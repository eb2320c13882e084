import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newUuid } from '../../lib/random';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
beforeEach(async () => {
  await db().workload.deleteMany({});
  await setIsolated(true);
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const setIsolated = (isIsolated: boolean) => db().destination.updateMany({ data: { isIsolated } });
const create = (fields: Record<string, unknown>) =>
  test.call('POST', '/applications/dockerimage', {
    ...test.place,
    docker_registry_image_name: 'nginx',
    ...fields,
  });
const update = (uuid: string, body: unknown) => test.call('PATCH', `/applications/${uuid}`, body);
const aliasesOf = async (uuid: string) =>
  (await db().networkAlias.findMany({ where: { workload: { uuid } }, orderBy: { alias: 'asc' } })).map(
    ({ alias }) => alias,
  );

async function anotherEnvironment(): Promise<string> {
  const name = newUuid();
  await test.call('POST', `/projects/${test.place.project_uuid}/environments`, { name });
  return name;
}

describe('aliases', () => {
  it('belong to one workload of their network, whatever their case', async () => {
    const uuid = await test.addApplication({ name: 'Holder', custom_network_aliases: 'api, Cache' });
    expect(await aliasesOf(uuid)).toEqual(['api', 'cache']);
    const refused = await create({ custom_network_aliases: 'web,API' });
    expect(refused).toMatchObject({ status: 409, body: { message: expect.stringContaining('alias api') } });
    expect(refused.body.message).toContain('Holder');
    expect(await create({ custom_internal_name: 'cache' })).toMatchObject({ status: 409 });
    expect(await db().workload.count()).toBe(1);
  });

  it('are given up when they are changed, and kept when something else is', async () => {
    const uuid = await test.addApplication({ custom_network_aliases: 'api' });
    expect((await update(uuid, { description: 'x' })).status).toBe(200);
    expect(await aliasesOf(uuid)).toEqual(['api']);
    const other = await test.addApplication();
    expect((await update(other, { custom_network_aliases: 'api' })).status).toBe(409);
    expect((await update(uuid, { custom_network_aliases: 'api,api' })).status).toBe(200);
    expect((await update(uuid, { custom_network_aliases: 'web' })).status).toBe(200);
    expect((await update(other, { custom_network_aliases: 'api' })).status).toBe(200);
  });

  it('may be the same in another environment, unless environments share a network', async () => {
    await test.addApplication({ custom_network_aliases: 'api' });
    const environment_name = await anotherEnvironment();
    expect((await create({ environment_name, custom_network_aliases: 'api' })).status).toBe(201);
    await db().workload.deleteMany({});
    await setIsolated(false);
    await test.addApplication({ custom_network_aliases: 'api' });
    expect((await create({ environment_name, custom_network_aliases: 'api' })).status).toBe(409);
  });

  it('of two that come at once: one is refused', async () => {
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => create({ custom_network_aliases: 'api' })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409, 409, 409, 409]);
  });
});

describe('a switch of the isolation', () => {
  it('gives those their aliases whom another environment kept from them', async () => {
    const older = await test.addApplication({ custom_network_aliases: 'api' });
    const environment_name = await anotherEnvironment();
    const newer = (await create({ environment_name, custom_network_aliases: 'api' })).body.uuid;
    // The migration treats existing duplicates the same way: the older application keeps the alias.
    await db().networkAlias.deleteMany({ where: { workload: { uuid: newer } } });
    await setIsolated(false);
    expect([await aliasesOf(older), await aliasesOf(newer)]).toEqual([['api'], []]);
    await setIsolated(true);
    expect([await aliasesOf(older), await aliasesOf(newer)]).toEqual([['api'], ['api']]);
  });

  it('to one network is refused while two environments use the same alias', async () => {
    await test.addApplication({ custom_network_aliases: 'api' });
    const environment_name = await anotherEnvironment();
    await create({ environment_name, custom_network_aliases: 'api' });
    const [destination] = (await test.call('GET', '/destinations')).body;
    expect(
      await test.call('PATCH', `/destinations/${destination.uuid}`, { is_isolated: false }),
    ).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('alias api') },
    });
  });
});
