import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let read: string;
beforeAll(async () => {
  server = await startTestServer();
  read = await server.key(['read']);
});
afterAll(() => server.stop());

interface Question {
  action: string;
  object: Record<string, unknown>;
}

const ask = (token: string, checks: Record<string, Question>) =>
  server.fetch('POST', '/api/v2/authcheck', { token, body: { checks } });
const on = (resource_type: string, action: string, object: Record<string, unknown> = {}): Question => ({
  action,
  object: { resource_type, ...object },
});

describe('questions that cannot be asked', () => {
  const id = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `k${index}`,
        on('project', 'read', { resource_id: 'a'.repeat(24) }),
      ]),
    );
  const cases: [string, Record<string, Question>, Record<string, unknown>][] = [
    [
      'an empty type',
      { k: on('', 'read') },
      { message: 'Object\'s "resource_type" field must be defined for key "k".' },
    ],
    [
      'a missing type',
      { k: { action: 'read', object: {} } },
      { message: 'Object\'s "resource_type" field must be defined for key "k".' },
    ],
    [
      'too many lookups',
      id(12),
      {
        message:
          'Endpoint only supports using "resource_id" field 10 times, found 12 usages. Remove 2 objects with this field set.',
      },
    ],
    [
      'a malformed id',
      { k: on('project', 'read', { resource_id: 'nope' }) },
      {
        message: 'Object "nope" id is not a valid uuid.',
        validations: [{ field: 'resource_id', detail: expect.any(String) }],
      },
    ],
    [
      'a type that is not looked up',
      { k: on('tag', 'read', { resource_id: 'a'.repeat(24) }) },
      {
        message: 'Object type "tag" does not support "resource_id" field.',
        validations: [{ field: 'resource_type', detail: expect.any(String) }],
      },
    ],
    [
      'every organization and one',
      { k: on('project', 'read', { any_org: true, organization_id: 'x' }) },
      {
        message: 'Object of key "k" has both "any_org" and "organization_id".',
        validations: [{ field: 'any_org', detail: 'Leave one of them out.' }],
      },
    ],
  ];
  it.each(cases)('%s', async (_, checks, body) => {
    const answer = await ask(read, checks);
    expect([answer.status, await answer.json()]).toEqual([400, body]);
  });

  it('more than 200', async () => {
    const checks = Object.fromEntries(
      Array.from({ length: 201 }, (_, index) => [`k${index}`, on('project', 'read')]),
    );
    expect((await ask(read, checks)).status).toBe(400);
    delete checks.k0;
    expect((await ask(read, checks)).status).toBe(200);
  });

  it.each([
    ['{"checks":', 'Invalid JSON.'],
    ['{"checks":{},"checks":{}}', 'JSON contains the same key twice.'],
    ['[]', 'Invalid JSON.'],
  ])('a body that is no JSON object: %s', async (body, detail) => {
    const answer = await server.fetch('POST', '/api/v2/authcheck', { token: read, body });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      { message: 'Request body must be valid JSON.', detail },
    ]);
  });

  it('a body without checks', async () => {
    const answer = await server.fetch('POST', '/api/v2/authcheck', { token: read, body: {} });
    expect([answer.status, await answer.json()]).toEqual([
      400,
      {
        message: 'Validation failed.',
        validations: [{ field: 'checks', detail: 'Validation failed for tag "required" with value: ""' }],
      },
    ]);
  });

  it('a cookie from another site', async () => {
    const browser = createBrowser(server);
    await browser.signIn(server.owner.email, server.owner.password);
    const answer = await browser.fetch('POST', '/api/v2/authcheck', {
      body: { checks: {} },
      headers: { 'sec-fetch-site': 'cross-site' },
    });
    expect([answer.status, await answer.json()]).toEqual([403, { message: 'Cross-site request blocked.' }]);
  });
});
