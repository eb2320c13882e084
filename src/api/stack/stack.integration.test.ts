import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const base64 = (text: string) => Buffer.from(text).toString('base64');

const shop = `# the shop
services:
  web:
    image: nginx:1.27
    environment:
      - SERVICE_FQDN_WEB_80
      - PASSWORD=$SERVICE_PASSWORD_STORE
      - MODE=\${MODE:-production}
    depends_on:
      store:
        condition: service_healthy
  store:
    image: postgres:16-alpine
    environment:
      POSTGRES_PASSWORD: $SERVICE_PASSWORD_STORE
    volumes:
      - data:/var/lib/postgresql/data
    healthcheck:
      test: pg_isready
volumes:
  data: {}
`;

async function add(file: string, fields: Record<string, unknown> = {}) {
  const { status, body } = await create(file, fields);
  if (status !== 201) throw new Error(`service not created: ${JSON.stringify(body)}`);
  return body;
}

function create(file: string, fields: Record<string, unknown> = {}) {
  return test.call('POST', '/services', {
    ...test.place,
    docker_compose_raw: base64(file),
    ...fields,
  });
}

async function envs(uuid: string): Promise<Map<string, string>> {
  const { body } = await test.call('GET', `/services/${uuid}/envs`);
  return new Map(body.map((each: { key: string; value: string }) => [each.key, each.value]));
}

describe('a service from a compose file', () => {
  it('is refused for a file that could be read from nowhere, with the place', async () => {
    const file =
      'services:\n  web:\n    image: nginx\n    secrets: [key]\nsecrets:\n  key: {file: ./key.pem}\n';
    const { status, body } = await create(file);
    expect(status).toBe(422);
    expect(body.errors.docker_compose_raw).toEqual([
      expect.stringMatching(/^Line 4, column 15, services\.web\.secrets\[0\]: There is no repository/),
    ]);
    const judged = await test.call('POST', '/services/validate', { docker_compose_raw: base64(file) });
    expect(judged.status).toBe(200);
    expect(judged.body.problems).toHaveLength(1);
  });

  it('has components, variables and domains of its own, and is read, listed and changed', async () => {
    const { uuid, domains } = await add(shop, { name: 'Shop', tags: ['front'] });
    const host = `web-${uuid}.203.0.113.9.sslip.io`;
    expect(domains).toEqual([`http://${host}:80`]);
    const { status, body } = await test.call('GET', `/services/${uuid}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: 'Shop',
      status: 'exited',
      service_type: null,
      tags: ['front'],
      docker_compose_raw: shop,
      connect_to_docker_network: false,
      is_container_label_escape_enabled: true,
    });
    expect(body.applications).toMatchObject([{ name: 'web', image: 'nginx:1.27', fqdn: domains[0] }]);
    expect(body.databases).toMatchObject([{ name: 'store', image: 'postgres:16-alpine', fqdn: null }]);
    const variables = await envs(uuid);
    expect(variables.get('SERVICE_PASSWORD_STORE')).toMatch(/^[A-Za-z0-9]{32}$/);
    expect(variables.get('SERVICE_FQDN_WEB')).toBe(host);
    expect(variables.get('SERVICE_URL_WEB')).toBe(`http://${host}`);
    expect(variables.get('MODE')).toBe('production');
    expect(body.docker_compose).toContain(variables.get('SERVICE_PASSWORD_STORE'));
    const listed = (await test.call('GET', '/services')).body.find(
      (each: { uuid: string }) => each.uuid === uuid,
    );
    expect(listed).toEqual(body);
    const summary = (await test.call('GET', '/services?summary=1&search=sho')).body;
    expect(summary).toMatchObject([{ uuid, name: 'Shop', tags: ['front'] }]);
    expect(summary[0]).not.toHaveProperty('docker_compose');
  });

  it('keeps what was generated when its file changes', async () => {
    const { uuid, domains } = await add(shop);
    const before = await envs(uuid);
    const file = `${shop.replace('nginx:1.27', 'nginx:1.28')}`.replace(
      '  store:\n    image',
      '  worker:\n    image: busybox\n  store:\n    image',
    );
    const answer = await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: base64(file) });
    expect(answer).toMatchObject({ status: 200, body: { uuid, domains } });
    expect(await envs(uuid)).toEqual(before);
    const { body } = await test.call('GET', `/services/${uuid}`);
    expect(body.applications.map((each: { name: string }) => each.name)).toEqual(['web', 'worker']);
    expect(body.applications[0].image).toBe('nginx:1.28');
  });

  it('has the domains that are set, and variables that follow them', async () => {
    const { uuid } = await add(shop);
    const urls = [{ name: 'web', url: 'https://shop.example.com:80' }];
    expect((await test.call('PATCH', `/services/${uuid}`, { urls })).body.domains).toEqual([urls[0]?.url]);
    expect((await envs(uuid)).get('SERVICE_URL_WEB')).toBe('https://shop.example.com');
    const conflict = await create(shop, { urls });
    expect(conflict).toMatchObject({
      status: 409,
      body: { conflicts: [{ domain: 'shop.example.com', resource_type: 'service', service_name: 'web' }] },
    });
    const unknown = await test.call('PATCH', `/services/${uuid}`, {
      urls: [{ name: 'nothing', url: 'http://a.example.com' }],
    });
    expect(unknown).toMatchObject({
      status: 422,
      body: { errors: { urls: [expect.stringContaining('nothing')] } },
    });
  });

  it('is where it was created', async () => {
    const { uuid } = await add(shop);
    expect((await test.call('PATCH', `/services/${uuid}`, { name: 'A', ...test.place })).status).toBe(200);
    const elsewhere = { project_uuid: 'somewhere' };
    expect(await test.call('PATCH', `/services/${uuid}`, elsewhere)).toMatchObject({
      status: 422,
      body: { errors: { project_uuid: [expect.any(String)] } },
    });
  });
});

describe('a compose file', () => {
  it.each([
    ['is not YAML', 'services: [', /^Line \d+, column \d+/],
    ['has no image', 'services:\n  web: {}\n', /services\.web/],
    [
      'asks for the host',
      'services:\n  web:\n    image: a\n    privileged: true\n',
      /^Line 4, column \d+, services\.web\.privileged/,
    ],
    [
      'mounts the Docker socket',
      'services:\n  web:\n    image: a\n    volumes: ["/var/run/docker.sock:/s"]\n',
      /services\.web\.volumes/,
    ],
    ['is built', 'services:\n  web:\n    build: .\n', /services\.web/],
  ])('that %s is refused at its line', async (_, file, message) => {
    const { status, body } = await create(file);
    expect(status).toBe(422);
    expect(body.errors.docker_compose_raw[0]).toMatch(message);
    const { uuid } = await add(shop);
    const update = await test.call('PATCH', `/services/${uuid}`, { docker_compose_raw: base64(file) });
    expect(update).toMatchObject({ status: 422, body: { errors: body.errors } });
  });

  it('is not both a type and a text, and a type that there is not is not found', async () => {
    expect((await create(shop, { type: 'nothing' })).status).toBe(422);
    const { status, body } = await test.call('POST', '/services', { ...test.place, type: 'nothing' });
    expect(status).toBe(404);
    expect(body).toMatchObject({ message: 'Invalid service type.', valid_service_types: expect.any(Array) });
    expect((await test.call('POST', '/services', test.place)).status).toBe(422);
  });

  it('has host ports that no one else of the server has', async () => {
    const mapped = 'services:\n  web:\n    image: a\n    ports: ["18080:80"]\n';
    await add(mapped);
    const { status, body } = await create(mapped);
    expect(status).toBe(422);
    expect(body.errors.docker_compose_raw[0]).toContain('18080');
  });

  it('with a variable that is required is not started while that is empty', async () => {
    const { uuid } = await add(
      `services:\n  web:\n    image: a\n    environment:\n      KEY: \${KEY:?set a key}\n`,
    );
    const refused = await test.call('POST', `/services/${uuid}/start`);
    expect(refused).toMatchObject({ status: 422, body: { errors: { KEY: ['set a key'] } } });
    await test.call('PATCH', `/services/${uuid}/envs`, { key: 'KEY', value: 'a' });
    expect(await test.call('POST', `/services/${uuid}/start`)).toMatchObject({
      status: 200,
      body: { message: 'Service starting request queued.' },
    });
  });
});

describe('another answer', () => {
  it('holds services', async () => {
    const { uuid } = await add(shop, { name: 'Beside' });
    const ofIt = { uuid, name: 'Beside' };
    const asService = expect.objectContaining({ ...ofIt, type: 'service' });
    expect((await test.call('GET', '/resources')).body).toContainEqual(asService);
    const environment = await test.call('GET', `/projects/${test.place.project_uuid}/production`);
    expect(environment.body.services).toContainEqual(expect.objectContaining(ofIt));
    const server = await test.call('GET', `/servers/${test.place.server_uuid}/resources`);
    expect(server.body).toContainEqual(asService);
  });

  it('shows files to those alone who may see secrets, and nothing to other organizations', async () => {
    const { uuid } = await add(shop);
    const reader = await test.server.key(['read']);
    for (const path of [`/services/${uuid}`, '/services', '/resources']) {
      const seen = await test.call('GET', path, undefined, reader);
      expect(seen.status).toBe(200);
      expect(JSON.stringify(seen.body)).not.toContain('docker_compose');
    }
    const { token } = await test.stranger();
    expect(await test.call('GET', `/services/${uuid}`, undefined, token)).toMatchObject({
      status: 404,
      body: { message: 'Service not found.' },
    });
    expect((await test.call('PATCH', `/services/${uuid}`, { name: 'x' }, token)).status).toBe(404);
  });

  it('says that a service is deleted, and nothing else is done with it from then on', async () => {
    const { uuid } = await add(shop);
    expect(await test.call('DELETE', `/services/${uuid}`)).toMatchObject({
      status: 200,
      body: { message: 'Service deletion request queued.' },
    });
    const after = await test.call('PATCH', `/services/${uuid}`, { name: 'Late' });
    expect([404, 409]).toContain(after.status);
  });
});
