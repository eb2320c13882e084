import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBrowser } from './browser.testing';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
beforeAll(async () => {
  server = await startTestServer({ withOwner: false });
});
afterAll(() => server.stop());

const owner = { name: 'Ada Lovelace', email: 'Ada@Example.com', password: 'correct horse battery staple' };

async function setup(body: Record<string, unknown>): Promise<[number, string]> {
  const answer = await server.fetch('POST', '/api/v1/setup', { body });
  return [answer.status, await answer.text()];
}

// In this order: the last tests need what the first ones create.
describe('the first owner', () => {
  it('is asked for while there is none', async () => {
    expect(await (await server.fetch('GET', '/api/v1/setup')).json()).toEqual({ is_required: true });
  });

  it('needs the setup token', async () => {
    expect(await setup({ ...owner, setup_token: 'wrong' })).toEqual([401, '{"message":"Unauthenticated."}']);
    expect(await setup(owner)).toEqual([
      422,
      '{"message":"Validation failed.","errors":{"setup_token":["The setup token field is required."]}}',
    ]);
  });

  it.each([
    [{ password: 'abcdefgh' }, 'password'],
    [{ email: 'ada at home' }, 'email'],
    [{ name: '<script>alert(1)</script>' }, 'name'],
    [{ role: 'auditor' }, 'role'],
  ])('is refused with %j', async (change, field) => {
    const [status, body] = await setup({ ...owner, setup_token: server.setupToken, ...change });
    expect(status).toBe(422);
    expect(Object.keys(JSON.parse(body).errors)).toEqual([field]);
    expect(body).not.toContain(String(Object.values(change)[0]));
  });

  it('is one, of two racing calls', async () => {
    const call = () =>
      setup({ ...owner, setup_token: server.setupToken, organization_name: 'Analytical Engines' });
    const answers = (await Promise.all([call(), call()])).sort(([a], [b]) => a - b);
    expect(answers.map(([status]) => status)).toEqual([201, 409]);
    expect(answers[1]?.[1]).toBe('{"message":"An owner already exists."}');
    const { user_id, organization_id } = JSON.parse(answers[0]?.[1] ?? '');
    expect(await server.database.unscoped.user.findMany({ select: { id: true, email: true } })).toEqual([
      { id: user_id, email: 'ada@example.com' },
    ]);
    expect(
      await server.database.unscoped.organization.findMany({ select: { id: true, no: true, name: true } }),
    ).toEqual([{ id: organization_id, no: 0, name: 'Analytical Engines' }]);
    expect(await server.database.unscoped.membership.count()).toBe(1);
  });

  it('cannot be made twice, whatever the token', async () => {
    const refused: [number, string] = [409, '{"message":"An owner already exists."}'];
    expect(await setup({ ...owner, setup_token: server.setupToken })).toEqual(refused);
    expect(await setup({ ...owner, setup_token: 'wrong' })).toEqual(refused);
    expect(await (await server.fetch('GET', '/api/v1/setup')).json()).toEqual({ is_required: false });
  });

  it('can sign in', async () => {
    const browser = createBrowser(server);
    await browser.signIn('ada@example.com', owner.password);
    const session = await (await browser.fetch('GET', '/api/v1/sessions/current')).json();
    expect(session).toMatchObject({ role: 'owner', user: { name: 'Ada Lovelace', no: 1 } });
  });

  it('leaves no password in the database', async () => {
    const { passwordHash } = await server.database.unscoped.user.findFirstOrThrow();
    expect(passwordHash).toMatch(/^scrypt\$/);
  });
});
