// Values that only owners and admins may set, whatever a custom role permits, through REST and through tRPC.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestPeople, type Person, type TestPeople } from './organization/testing';

let people: TestPeople;
let operator: Person;
let place: { project_uuid: string; server_uuid: string; environment_name: string };
let keyUuid: string;

beforeAll(async () => {
  people = await openTestPeople();
  operator = await people.withRole([
    'project:read',
    'environment:read',
    'application:*',
    'server:*',
    'private_key:*',
  ]);
  keyUuid = (await people.owner.call('POST', '/security/keys/generate', {})).body.uuid;
  const server = await people.owner.call('POST', '/servers', newServer('203.0.113.1'));
  place = {
    project_uuid: await people.project(),
    server_uuid: server.body.uuid,
    environment_name: 'production',
  };
});
afterAll(() => people.stop());

const newServer = (ip: string) => ({ ip, private_key_uuid: keyUuid });

/** Call through REST and through tRPC. @returns status and refused fields of each */
async function outcomes(by: Person, rest: [method: string, path: string], trpc: string, body: object) {
  const first = await by.call(...rest, body);
  const [method, path] = rest;
  const second = await people.server.fetch('POST', `/api/trpc/${trpc}`, {
    token: by.token,
    body: method === 'PATCH' ? { uuid: path.split('/')[2], ...body } : body,
  });
  const { error } = await second.json();
  return [
    [first.status, Object.keys(first.body.errors ?? {})],
    [second.status, Object.keys(error?.data.fields ?? {})],
  ];
}

const refused = (field: string) => [
  [422, [field]],
  [400, [field]],
];

describe('row 36: wildcard domains', () => {
  const image = () => ({ ...place, docker_registry_image_name: 'nginx' });

  it('are refused for a role that is not owner or admin', async () => {
    const body = { ...image(), domains: 'https://app.example,https://*.example' };
    expect(
      await outcomes(operator, ['POST', '/applications/dockerimage'], 'application.createDockerImage', body),
    ).toEqual(refused('domains'));
  });

  it('stay where an owner has put one', async () => {
    const created = await people.owner.call('POST', '/applications/dockerimage', {
      ...image(),
      domains: 'https://*.kept.example',
    });
    const change = (domains: string) =>
      outcomes(operator, ['PATCH', `/applications/${created.body.uuid}`], 'application.update', { domains });
    expect(await change('https://*.kept.example,https://more.example')).toEqual([
      [200, []],
      [200, []],
    ]);
    expect(await change('https://*.other.example')).toEqual(refused('domains'));
    expect(await change('https://*.kept.example/path')).toEqual(refused('domains'));
  });
});

describe('row 48: addresses of the own network', () => {
  it.each(['127.0.0.1', 'localhost', '169.254.169.254', '10.1.2.3', '192.168.1.1', 'fd00::1'])(
    '%s is refused for a role that is not owner or admin, in the first organization too',
    async (ip) => {
      expect(await outcomes(operator, ['POST', '/servers'], 'server.create', newServer(ip))).toEqual(
        refused('ip'),
      );
      const update: [string, string] = ['PATCH', `/servers/${place.server_uuid}`];
      expect(await outcomes(operator, update, 'server.update', { ip })).toEqual(refused('ip'));
    },
  );

  it('a public address is fine', async () => {
    const answer = await operator.call('POST', '/servers', newServer('203.0.113.77'));
    expect(answer.status).toBe(201);
  });
});
