import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../application/testing';

let test: ApplicationTest;
beforeAll(async () => {
  test = await startApplicationTest();
});
afterAll(() => test.server.stop());

const types = (body: unknown) => (body as { items: { type: string }[] }).items.map(({ type }) => type); // a page of templates

it('are listed a page at a time, and found by words and category', async () => {
  const first = await test.call('GET', '/templates?limit=3');
  expect(first.status).toBe(200);
  expect(types(first.body)).toHaveLength(3);
  const { next_cursor } = first.body as { next_cursor: string };
  const second = await test.call('GET', `/templates?limit=3&cursor=${next_cursor}`);
  expect(types(second.body)[0]).not.toBe(types(first.body)[0]);
  expect(types((await test.call('GET', '/templates?search=status%20PAGE')).body)).toContain('uptime-kuma');
  expect(types((await test.call('GET', '/templates?category=git')).body)).toEqual(['forgejo', 'gitea']);
  expect(types((await test.call('GET', '/templates?catalogue=none')).body)).toEqual([]);
  expect((await test.call('GET', '/templates?limit=1000')).status).toBe(422);
});

it('say what they will create', async () => {
  const { status, body } = await test.call('GET', '/templates/umami');
  expect([status, body]).toMatchObject([
    200,
    {
      type: 'umami',
      needs_host_access: false,
      domains: [{ service: 'umami', port: 3000, path: '/' }],
      volumes: ['postgres-data'],
      variables: expect.arrayContaining([
        { name: 'SERVICE_PASSWORD_POSTGRES', default: null, is_required: false, is_generated: true },
      ]),
    },
  ]);
  expect((await test.call('GET', '/templates/built-in%2Fumami')).status).toBe(200);
  expect((await test.call('GET', '/templates/none-of-them')).status).toBe(404);
});
