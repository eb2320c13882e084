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
  const [one] = again.body as unknown as { uuid: string }[];
  expect(await test.call('DELETE', `${path}/${one?.uuid}`)).toMatchObject({
    status: 200,
    body: { message: 'Tag removed.' },
  });
  expect((await test.call('DELETE', `${path}/${one?.uuid}`)).status).toBe(404);
  expect(names((await test.call('GET', path)).body)).toEqual(['three', 'two']);
  expect(names((await test.call('GET', '/tags')).body)).toContain('one');
});
