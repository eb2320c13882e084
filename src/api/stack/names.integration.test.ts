// biome-ignore-all lint/suspicious/noTemplateCurlyInString: compose files have variables of their own
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DatabaseTest, startDatabaseTest } from '../../services/databases/machine.testing';

let test: DatabaseTest;
beforeAll(async () => {
  test = await startDatabaseTest();
});
beforeEach(async () => {
  await db().workload.deleteMany({});
  await db().destination.updateMany({ data: { isIsolated: false, network: 'lan' } });
});
afterAll(() => test.server.stop());

const db = () => test.server.database.unscoped;
const base64 = (text: string) => Buffer.from(text).toString('base64');
const create = (file: string, fields: object = {}) =>
  test.call('POST', '/services', { ...test.place, docker_compose_raw: base64(file), ...fields });
const app = (fields: object) =>
  test.call('POST', '/applications/dockerimage', {
    ...test.place,
    docker_registry_image_name: 'nginx',
    ...fields,
  });

const web = (key: string) => `services:\n  web:\n    image: nginx\n    ${key}\n`;
const lan = 'networks: {lan: {external: true}}\n';
/** A compose file whose service has an alias in the network of the server. */
const named = (alias: string, service = 'web') =>
  `services:\n  ${service}: {image: nginx, networks: {lan: {aliases: [${alias}]}}}\n${lan}`;

const aliasesOf = async (uuid: string) =>
  (await db().networkAlias.findMany({ where: { workload: { uuid } }, orderBy: { alias: 'asc' } })).map(
    ({ alias }) => alias,
  );

async function made(file: string, fields: object = {}): Promise<string> {
  const { status, body } = await create(file, fields);
  if (status !== 201) throw new Error(JSON.stringify(body));
  return body.uuid;
}

describe('a service', () => {
  it('has no name of Gantry or of another resource', async () => {
    const other = await test.addApplication({ name: 'Holder', custom_network_aliases: 'shop' });
    for (const [file, line, holder] of [
      [web(`container_name: ${other}-blue`), 'Line 4, column 5, services.web.container_name: ', ''],
      [
        web(`networks: {lan: {aliases: [Shop]}}`) + lan,
        'Line 4, column 22, services.web.networks.lan.aliases: ',
        'used by Holder',
      ],
      [
        web(`container_name: shop\n    networks: [lan]`) + lan,
        'Line 5, column 5, services.web.networks.lan.aliases: ',
        'used by Holder',
      ],
    ] as const) {
      const { status, body } = await create(file);
      expect([status, body.errors?.docker_compose_raw]).toEqual([422, [expect.stringContaining(line)]]);
      expect(body.errors?.docker_compose_raw[0]).toContain(holder);
    }
    expect((await create(named('other'))).status).toBe(201);
  });

  it('has its names in the network of the server to itself', async () => {
    const uuid = await made(named('Shop'), { name: 'Shops' });
    expect(await aliasesOf(uuid)).toEqual(['shop', 'web']);
    expect(await app({ custom_network_aliases: 'shop' })).toMatchObject({
      status: 409,
      body: { message: expect.stringContaining('alias shop is already used by Shops') },
    });
    expect(await create(named('front'))).toMatchObject({
      status: 422,
      body: {
        errors: { docker_compose_raw: [expect.stringContaining('alias web is already used by Shops')] },
      },
    });
    const other = await made(named('front', 'front'));
    const change = { docker_compose_raw: base64(named('shop', 'front')) };
    expect((await test.call('PATCH', `/services/${other}`, change)).status).toBe(422);
    const own = { docker_compose_raw: base64(named('shop')), service_uuid: uuid };
    expect((await test.call('POST', '/services/validate', own)).body).toMatchObject({ valid: true });
    expect((await test.call('POST', '/services/validate', change)).body).toMatchObject({ valid: false });
  });

  it('gives up what a change takes away, and what it had when it goes', async () => {
    const uuid = await made(named('shop'));
    const change = { docker_compose_raw: base64(named('till')) };
    expect((await test.call('PATCH', `/services/${uuid}`, change)).status).toBe(200);
    expect(await aliasesOf(uuid)).toEqual(['till', 'web']);
    const holder = (await app({ custom_network_aliases: 'shop' })).body.uuid;
    expect(await aliasesOf(holder)).toEqual(['shop']);
    await db().workload.delete({ where: { uuid } });
    expect((await app({ custom_network_aliases: 'till' })).status).toBe(201);
  });

  it('of two that come at once: one is refused', async () => {
    const answers = await Promise.all([
      ...Array.from({ length: 3 }, () => create(named('shop'))),
      ...Array.from({ length: 3 }, () => app({ custom_network_aliases: 'shop' })),
    ]);
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ status }) => ![201, 409, 422].includes(status))).toEqual([]);
  });

  it('may have the names of others in networks of its own', async () => {
    await app({ custom_network_aliases: 'web' });
    expect(await aliasesOf(await made(web('user: app')))).toEqual([]);
  });

  it('keeps its names in that network when it moves, and when environments are isolated', async () => {
    const uuid = await made(named('shop'));
    const name = 'elsewhere';
    const path = `/projects/${test.place.project_uuid}/environments`;
    const { uuid: environment_uuid } = (await test.call('POST', path, { name })).body;
    expect((await test.call('POST', `/services/${uuid}/move`, { environment_uuid })).status).toBe(200);
    await db().destination.updateMany({ data: { isIsolated: true } });
    const rows = await db().networkAlias.findMany({ where: { workload: { uuid } } });
    expect(rows.map(({ alias, environmentId }) => [alias, environmentId]).sort()).toEqual([
      ['shop', null],
      ['web', null],
    ]);
    // Applications in the separate networks of their environments may share a name; one network has room for one.
    await app({ custom_network_aliases: 'shop' });
    const [destination] = (await test.call('GET', '/destinations')).body;
    expect(
      await test.call('PATCH', `/destinations/${destination.uuid}`, { is_isolated: false }),
    ).toMatchObject({ status: 409, body: { message: expect.stringContaining('alias shop') } });
  });

  it('is not cloned into the network in which it has its names', async () => {
    const uuid = await made(named('shop'));
    const { destination_uuid } = (await test.call('GET', `/services/${uuid}`)).body;
    expect((await test.call('POST', `/services/${uuid}/clone`, { destination_uuid })).status).toBe(422);
  });
});

describe('a release', () => {
  /** Names of the container of a service, by network. */
  const namesOf = (uuid: string) => {
    const found = [...test.host.docker.containers.values()].find(({ name }) => name === `web-${uuid}`);
    return found && { first: found.spec.network, further: found.spec.hostConfig };
  };

  it('takes the names of a service that was made before names were kept, but for those that others have', async () => {
    const uuid = await made(named('shop'));
    await db().networkAlias.deleteMany({});
    await app({ custom_network_aliases: 'shop' });
    expect((await test.call('POST', `/services/${uuid}/start`)).status).toBe(200);
    await test.work();
    const operation = await test.lastOperation(uuid);
    expect(operation.status).toBe('finished');
    expect(await aliasesOf(uuid)).toEqual(['web']);
    expect(namesOf(uuid)?.first?.aliases).not.toContain('shop');
    const log = await db().operationLog.findMany({ where: { operationId: operation.id } });
    expect(log.map(({ text }) => text).join('\n')).toContain('the name shop is already used by');
  });

  it('takes the names that variables say now', async () => {
    const uuid = await made(named('"${NAME:-shop}"'));
    expect(await aliasesOf(uuid)).toEqual(['shop', 'web']);
    await test.call('PATCH', `/services/${uuid}/envs`, { key: 'NAME', value: 'till' });
    await test.call('POST', `/services/${uuid}/start`);
    await test.work();
    expect(await aliasesOf(uuid)).toEqual(['till', 'web']);
    expect((await app({ custom_network_aliases: 'till' })).status).toBe(409);
  });
});

describe('an image that Gantry built', () => {
  const image = (name: string) => `services:\n  web:\n    image: ${name}\n`;
  const IMAGE = 'Line 3, column 5, services.web.image: Is an image that Gantry built for a resource';

  it('is run by its resource alone, whichever way another one names it', async () => {
    const other = await made(image('nginx'));
    const uuid = await made(image('nginx'));
    const refused = {
      status: 422,
      body: { errors: { docker_compose_raw: [expect.stringContaining(IMAGE)] } },
    };
    for (const name of [
      `${other}_web:1`,
      `${other}:1`,
      `docker.io/library/${other}_web`,
      `"\${NAME:-${other}}_web"`,
    ]) {
      expect(await create(image(name))).toMatchObject(refused);
      const change = { docker_compose_raw: base64(image(name)) };
      expect(await test.call('PATCH', `/services/${uuid}`, change)).toMatchObject(refused);
    }
    const own = { docker_compose_raw: base64(image(`${uuid}_web:1`)) };
    expect((await test.call('PATCH', `/services/${uuid}`, own)).status).toBe(200);
    const { applications } = (await test.call('GET', `/services/${uuid}`)).body;
    const path = `/services/${uuid}/applications/${applications[0].uuid}`;
    expect((await test.call('PATCH', path, { image: `${other}_web:1` })).status).toBe(422);
    expect((await app({ docker_registry_image_name: other })).status).toBe(422);
  });

  it('is not released under a name that a variable gives', async () => {
    const other = await made(image('nginx'));
    const uuid = await made(image('"${NAME:-nginx}"'));
    await test.call('PATCH', `/services/${uuid}/envs`, { key: 'NAME', value: `${other}_web:1` });
    const { status, body } = await test.call('POST', `/services/${uuid}/start`);
    expect([status, body.message]).toEqual([400, expect.stringContaining(IMAGE)]);
  });
});
