import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

/** The subject: fields of the contract that clients send back although they cannot be changed. */
let test: ApplicationTest;
let destination_uuid: string;

beforeAll(async () => {
  test = await startApplicationTest();
  const { body } = await test.call('GET', `/servers/${test.place.server_uuid}/destinations`);
  destination_uuid = body[0].uuid;
});
afterAll(() => test.server.stop());

const file = 'services:\n  web:\n    image: nginx\n  store:\n    image: postgres:16\n';

function rsaKey(): string {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return String(privateKey.export({ type: 'pkcs1', format: 'pem' }));
}

async function addService(): Promise<string> {
  const docker_compose_raw = Buffer.from(file).toString('base64');
  const { status, body } = await test.call('POST', '/services', { ...test.place, docker_compose_raw });
  if (status !== 201) throw new Error(`service not created: ${JSON.stringify(body)}`);
  return body.uuid;
}

describe('an update of an application', () => {
  it('takes the place where it is, and no other', async () => {
    const path = `/applications/${await test.addApplication()}`;
    const same = { ...test.place, destination_uuid, environment_uuid: null };
    expect((await test.call('PATCH', path, { ...same, name: 'Renamed' })).status).toBe(200);
    expect((await test.call('GET', path)).body.name).toBe('Renamed');
    const other = { project_uuid: 'another-project', environment_name: 'staging', name: 'Not this' };
    const { status, body } = await test.call('PATCH', path, other);
    expect([status, Object.keys(body.errors)]).toEqual([422, ['project_uuid', 'environment_name']]);
    expect((await test.call('GET', path)).body.name).toBe('Renamed');
  });

  it('takes the GitHub App that it has, and no other', async () => {
    const uuid = await test.addApplication();
    const fields = { name: 'GitHub', html_url: 'https://github.com', client_id: 'i', client_secret: 's' };
    const { body: key } = await test.call('POST', '/security/keys', { name: 'App', private_key: rsaKey() });
    const numbers = { app_id: 1, installation_id: 2, private_key_uuid: key.uuid };
    const { body: app } = await test.call('POST', '/github-apps', { ...fields, ...numbers });
    const patch = () => test.call('PATCH', `/applications/${uuid}`, { github_app_uuid: app.uuid });
    expect(await patch()).toMatchObject({
      status: 422,
      body: {
        errors: {
          github_app_uuid: [expect.stringContaining('GitHub App of an application cannot be changed')],
        },
      },
    });
    const db = test.server.database.unscoped;
    const { id: githubAppId } = await db.githubApp.findUniqueOrThrow({ where: { uuid: app.uuid } });
    const { id } = await db.workload.findUniqueOrThrow({ where: { uuid } });
    await db.application.update({ where: { id }, data: { githubAppId } });
    expect((await patch()).status).toBe(200);
  });
});

describe('a service', () => {
  it('names its server by number as well', async () => {
    const uuid = await addService();
    const { body } = await test.call('GET', `/services/${uuid}`);
    const { body: server } = await test.call('GET', `/servers/${test.place.server_uuid}`);
    expect(body.server_id).toBe(server.id);
    const { body: listed } = await test.call('GET', '/services');
    expect(listed.find((each: { uuid: string }) => each.uuid === uuid).server_id).toBe(server.id);
  });

  it('has variables that are not for previews', async () => {
    const path = `/services/${await addService()}/envs`;
    const env = { key: 'MODE', value: 'a', is_shareable: false };
    expect((await test.call('POST', path, { ...env, is_preview: false })).status).toBe(201);
    expect((await test.call('PATCH', path, { ...env, value: 'b', is_preview: false })).status).toBe(201);
    expect((await test.call('PATCH', `${path}/bulk`, { data: [{ ...env, is_preview: false }] })).status).toBe(
      201,
    );
    expect(await test.call('POST', path, { key: 'TWIN', value: 'a', is_preview: true })).toMatchObject({
      status: 422,
      body: { errors: { is_preview: ['Services have no previews.'] } },
    });
    expect((await test.call('POST', path, { key: 'TWIN', value: 'a', is_shareable: true })).status).toBe(422);
  });

  it('leaves what is null in a change of one of its parts, and publishes no database without a password', async () => {
    const path = `/services/${await addService()}`;
    const [web] = (await test.call('GET', `${path}/applications`)).body;
    const [store] = (await test.call('GET', `${path}/databases`)).body;
    const unset = { exclude_from_status: null, is_log_drain_enabled: null };
    const ofWeb = { ...unset, human_name: 'Front', is_gzip_enabled: null, is_stripprefix_enabled: null };
    expect(await test.call('PATCH', `${path}/applications/${web.uuid}`, ofWeb)).toMatchObject({
      status: 200,
      body: { human_name: 'Front', is_gzip_enabled: web.is_gzip_enabled },
    });
    const { is_public, public_port, public_port_timeout } = store;
    const ofStore = { ...unset, human_name: 'Data', is_public, public_port, public_port_timeout };
    const change = (body: object) => test.call('PATCH', `${path}/databases/${store.uuid}`, body);
    expect(await change(ofStore)).toMatchObject({ status: 200, body: { human_name: 'Data' } });
    const { status, body } = await change({ is_public: true, public_port: 5432 });
    expect([status, Object.keys(body.errors)]).toEqual([422, ['is_public']]);
    expect((await change({ is_public: null, public_port: null })).status).toBe(200);
  });
});
