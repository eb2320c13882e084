import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from './testing';

let test: ApplicationTest;
let path: string;
let own: string;

beforeAll(async () => {
  test = await startApplicationTest();
  path = `/applications/${await test.addApplication()}/destinations`;
  own = (await test.call('GET', `/servers/${test.place.server_uuid}/destinations`)).body[0].uuid;
});
afterAll(() => test.server.stop());

it('lists the destination at which an application is configured', async () => {
  const { status, body } = await test.call('GET', path);
  expect([status, body.length]).toEqual([200, 1]);
  expect(body[0]).toMatchObject({
    uuid: own,
    type: 'standalone',
    network: 'coolify',
    is_main: true,
    is_being_removed: false,
    deployment_uuid: null,
    server_uuid: test.place.server_uuid,
  });
});

it('refuses another one on the same server and says how the same is reached', async () => {
  const network = { network: 'second' };
  const made = await test.call('POST', `/servers/${test.place.server_uuid}/destinations`, network);
  expect(await test.call('POST', path, { destination_uuid: made.body.uuid })).toMatchObject({
    status: 422,
    body: { errors: { destination_uuid: [expect.stringContaining('clone the application')] } },
  });
  expect(await test.call('POST', path, { destination_uuid: own })).toMatchObject({
    status: 409,
    body: { message: 'The application already exists there.' },
  });
  expect((await test.call('POST', path, {})).status).toBe(400);
  expect((await test.call('GET', path)).body).toHaveLength(1);
  expect((await test.call('DELETE', `${path}/${made.body.uuid}`)).status).toBe(404);
});

it('keeps the one it needs', async () => {
  expect(await test.call('DELETE', `${path}/${own}`)).toMatchObject({
    status: 422,
    body: { errors: { destination_uuid: [expect.stringContaining('cannot be removed')] } },
  });
  expect((await test.call('GET', path)).body).toHaveLength(1);
});

it('is not there for another organization', async () => {
  const { token, place } = await test.stranger();
  const theirs = (await test.call('GET', `/servers/${place.server_uuid}/destinations`, undefined, token))
    .body[0].uuid;
  expect(await test.call('GET', path, undefined, token)).toMatchObject({
    status: 404,
    body: { message: 'Application not found.' },
  });
  expect(await test.call('POST', path, { destination_uuid: theirs })).toMatchObject({
    status: 404,
    body: { message: 'Destination not found.' },
  });
  expect((await test.call('DELETE', `${path}/${theirs}`)).status).toBe(404);
  expect((await test.call('POST', path, { destination_uuid: theirs })).status).toBe(404);
  expect((await test.call('POST', `${path}/${theirs}/deploy`)).status).toBe(404);
});
