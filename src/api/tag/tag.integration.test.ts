import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const names = (body: unknown) => (body as { name: string }[]).map(({ name }) => name); // a list of tags

it('are made, renamed and deleted, and each name is there once', async () => {
  const { status, body } = await test.call('POST', '/tags', { name: ' Blue ' });
  expect([status, body]).toMatchObject([201, { name: 'blue', uuid: expect.any(String) }]);
  expect(await test.call('POST', '/tags', { name: 'blue' })).toMatchObject({
    status: 409,
    body: { message: 'Tag with this name already exists.' },
  });
  expect((await test.call('POST', '/tags', { name: 'x' })).status).toBe(422);
  await test.call('POST', '/tags', { name: 'green' });
  expect((await test.call('PATCH', `/tags/${body.uuid}`, { name: 'green' })).status).toBe(409);
  expect(await test.call('PATCH', `/tags/${body.uuid}`, { name: 'navy' })).toMatchObject({
    status: 200,
    body: { name: 'navy' },
  });
  expect(names((await test.call('GET', '/tags')).body)).toEqual(['green', 'navy']);
  expect(await test.call('DELETE', `/tags/${body.uuid}`)).toMatchObject({
    status: 200,
    body: { message: 'Tag deleted.' },
  });
  expect((await test.call('DELETE', `/tags/${body.uuid}`)).status).toBe(404);
});

it('are given to an application and taken off it, and deploy by tag finds it', async () => {
  const uuid = await test.addApplication();
  const path = `/applications/${uuid}/tags`;
  expect((await test.call('POST', path, { tag_names: [] })).status).toBe(422);
  expect((await test.call('POST', path, { tag_name: 'one', tag_names: ['two', 'ONE'] })).status).toBe(201);
  const again = await test.call('POST', path, { tag_names: ['two', 'three'] });
  expect(names(again.body)).toEqual(['one', 'three', 'two']);
  expect((await test.call('POST', '/deploy?tag=three')).status).toBe(200);
  await test.call('POST', path, { tag_name: 'red, hot' });
  for (const text of ['red,hot', 'x,red, hot'])
    expect((await test.call('POST', '/deploy', { tag: text })).status).toBe(200);
  expect((await test.call('POST', '/deploy?tag=hot')).status).toBe(404);
  const [one] = again.body as unknown as { uuid: string }[];
  expect(await test.call('DELETE', `${path}/${one?.uuid}`)).toMatchObject({
    status: 200,
    body: { message: 'Tag removed.' },
  });
  expect((await test.call('DELETE', `${path}/${one?.uuid}`)).status).toBe(404);
  expect(names((await test.call('GET', path)).body)).toEqual(['red, hot', 'three', 'two']);
  expect(names((await test.call('GET', '/tags')).body)).toContain('one');
});

it('deploys what it can of several, and says why not the others', async () => {
  const tags = ['several'];
  const application = await test.addApplication({ name: 'web', tags });
  const file = `services:\n  web: {image: nginx, environment: {KEY: '\${NEEDED:?Give it a key.}'}}\n`;
  const docker_compose_raw = Buffer.from(file).toString('base64');
  const made = await test.call('POST', '/services', {
    ...test.place,
    docker_compose_raw,
    name: 'keyless',
    tags,
  });
  const { uuid } = made.body as unknown as { uuid: string };
  const message = 'Service keyless was not deployed: Give it a key.';
  const refused = [{ resource_uuid: uuid, message }];
  const byTag = await test.call('POST', '/deploy?tag=several');
  expect([byTag.status, byTag.body]).toEqual([
    200,
    {
      message: ['Application web deployment queued.', message],
      details: [{ resource_uuid: application, deployment_uuid: expect.any(String) }],
      refused,
    },
  ]);
  const byUuid = await test.call('POST', '/deploy', { uuid: `${uuid},${application}` });
  expect(byUuid).toMatchObject({
    status: 200,
    body: { deployments: [{ resource_uuid: application }, { resource_uuid: uuid, message }], refused },
  });
  expect((await test.call('POST', '/deploy', { uuid })).status).toBe(422);
  await test.server.database.unscoped.server.updateMany({ data: { deploymentQueueLimit: 0 } });
  const other = await test.addApplication({ tags });
  expect((await test.call('POST', `/deploy?uuid=${application},${other},${uuid}`)).status).toBe(429);
  expect((await test.call('POST', '/deploy?tag=several&atomic=true')).status).toBe(422);
});
