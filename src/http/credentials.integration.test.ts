import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let spellings: { token: string; token_coolify: string; token_coder: string; id: string };
beforeAll(async () => {
  server = await startTestServer();
  spellings = await newToken();
});
afterAll(() => server.stop());

async function newToken(abilities = ['read']) {
  const answer = await server.fetch('POST', '/api/v1/tokens', {
    token: await server.key(['root']),
    body: { name: crypto.randomUUID(), abilities },
  });
  expect(answer.status).toBe(201);
  return answer.json();
}

async function ask(headers: Record<string, string>, path = '/api/v1/version'): Promise<[number, string]> {
  const answer = await server.fetch('GET', path, { headers });
  return [answer.status, await answer.text()];
}

/** As `ask`, but send each header as often as it has values, which `fetch` would join. */
function askRaw(headers: Record<string, string[]>): Promise<[number, string]> {
  return new Promise((resolve, reject) => {
    const asked = request(`${server.url}/api/v1/version`, { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve([answer.statusCode ?? 0, Buffer.concat(chunks).toString()]));
    });
    asked.on('error', reject).end();
  });
}

const unauthenticated: [number, string] = [401, '{"message":"Unauthenticated."}'];
const ok: [number, string] = [200, '4.3.11'];

describe('a token', () => {
  const forms = ['token', 'token_coolify', 'token_coder'] as const;
  const carriers = ['X-API-Key', 'Authorization', 'Coder-Session-Token'] as const;
  const combinations = forms.flatMap((form) => carriers.map((carrier) => [form, carrier] as const));

  it.each(combinations)('as %s in %s', async (form, carrier) => {
    const prefix = carrier === 'Authorization' ? 'Bearer ' : '';
    expect(await ask({ [carrier]: prefix + spellings[form] })).toEqual(ok);
  });

  it('as Coolify writes it, without number or checksum', async () => {
    const secret = spellings.token_coder.split('-')[1] ?? '';
    expect(await ask({ 'X-API-Key': secret })).toEqual(ok);
    expect(await ask({ 'X-API-Key': `${spellings.token_coolify.split('|')[0]}|${secret}` })).toEqual(ok);
  });

  it('is refused with a wrong secret, in every spelling', async () => {
    const other = await newToken();
    const secret = other.token_coder.split('-')[1];
    expect(await ask({ 'X-API-Key': `${spellings.id}-${secret}` })).toEqual(unauthenticated);
    expect(await ask({ 'X-API-Key': `${spellings.token_coolify.split('|')[0]}|${secret}` })).toEqual(
      unauthenticated,
    );
    expect(await ask({ 'X-API-Key': `${'a'.repeat(12)}-${secret}` })).toEqual(unauthenticated);
    expect(await ask({ 'X-API-Key': 'a'.repeat(40) })).toEqual(unauthenticated);
  });

  it('of a wrong shape costs no query', async () => {
    const query = vi.spyOn(server.database.pool, 'query');
    expect(await ask({ 'X-API-Key': 'gnt_pat_nonsense' })).toEqual(unauthenticated);
    const statements = query.mock.calls.map(([statement]) => JSON.stringify(statement));
    // Except the audit row of the refusal.
    expect(statements.filter((text) => /api_keys|sessions s/.test(text))).toEqual([]);
    query.mockRestore();
  });

  it('in the query is none', async () => {
    expect(await ask({}, `/api/v1/version?token=${spellings.token}`)).toEqual(unauthenticated);
  });

  it('with another scheme is none', async () => {
    expect(await ask({ Authorization: `Basic ${spellings.token}` })).toEqual(unauthenticated);
    expect(await ask({ Authorization: 'Basic dTpw', 'X-API-Key': spellings.token })).toEqual(ok);
  });
});

describe('several credentials', () => {
  it('that name the same row are one', async () => {
    const all = {
      'X-API-Key': spellings.token,
      Authorization: `Bearer ${spellings.token_coolify}`,
      'Coder-Session-Token': spellings.token_coder,
    };
    expect(await ask(all)).toEqual(ok);
  });

  it('that name different rows are refused', async () => {
    const other = await newToken();
    expect(await ask({ 'X-API-Key': spellings.token, Authorization: `Bearer ${other.token}` })).toEqual([
      400,
      '{"message":"Multiple credentials supplied."}',
    ]);
  });

  it('in one header that is sent twice are two', async () => {
    const other = await newToken();
    const bearer = (token: string) => `Bearer ${token}`;
    const two = [400, '{"message":"Multiple credentials supplied."}'];
    expect(await askRaw({ Authorization: [spellings.token, other.token].map(bearer) })).toEqual(two);
    expect(await askRaw({ 'X-API-Key': [spellings.token, other.token] })).toEqual(two);
    expect(await askRaw({ 'Coder-Session-Token': [spellings.token, other.token] })).toEqual(two);
    expect(await askRaw({ Authorization: [spellings.token, spellings.token_coder].map(bearer) })).toEqual(ok);
    expect(await askRaw({ Authorization: ['Basic eDp5', bearer(spellings.token)] })).toEqual(ok);
    expect(await askRaw({ 'X-API-Key': [spellings.token, 'nonsense'] })).toEqual(unauthenticated);
  });

  it('of which one is wrong are refused', async () => {
    expect(await ask({ 'X-API-Key': spellings.token, Authorization: 'Bearer nonsense' })).toEqual(
      unauthenticated,
    );
    expect(await ask({ 'X-API-Key': spellings.token, Authorization: `Bearer ${'a'.repeat(40)}` })).toEqual(
      unauthenticated,
    );
  });
});

describe('a token that is over', () => {
  it('is refused from the next request on', async () => {
    const revoked = await newToken();
    expect(await ask({ 'X-API-Key': revoked.token })).toEqual(ok);
    await server.fetch('DELETE', `/api/v1/tokens/${revoked.id}`, { token: await server.key(['root']) });
    expect(await ask({ 'X-API-Key': revoked.token })).toEqual(unauthenticated);
  });

  it('can revoke itself without any ability for it', async () => {
    const { token } = await newToken(['deploy']);
    const answer = await server.fetch('DELETE', '/api/v1/tokens/current', { token });
    expect([answer.status, await answer.text()]).toEqual([200, '{"message":"API key revoked."}']);
    expect(await ask({ 'X-API-Key': token })).toEqual(unauthenticated);
  });

  it('because it expired, is refused', async () => {
    const { token, id } = await newToken();
    await server.database.unscoped.apiKey.update({
      where: { id },
      data: { expiresAt: new Date(Date.now() - 1) },
    });
    expect(await ask({ 'X-API-Key': token })).toEqual(unauthenticated);
  });

  it('because its user is suspended, is refused', async () => {
    const member = await server.member('admin');
    const token = await server.key(['read'], member);
    expect(await ask({ 'X-API-Key': token })).toEqual(ok);
    await server.database.unscoped.user.update({
      where: { id: member.userId },
      data: { status: 'suspended' },
    });
    expect(await ask({ 'X-API-Key': token })).toEqual(unauthenticated);
  });

  it('because its user left the organization, is refused in other words', async () => {
    const member = await server.member('admin');
    const token = await server.key(['read'], member);
    await server.database.unscoped.membership.deleteMany({ where: { userId: member.userId } });
    expect(await ask({ 'X-API-Key': token })).toEqual([401, '{"message":"Invalid token."}']);
  });
});

describe('the last use of a token', () => {
  it('is noted beside the request, once a minute', async () => {
    const { token, id } = await newToken();
    const readUse = async () =>
      (await server.database.unscoped.apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt;
    await ask({ 'X-API-Key': token, 'User-Agent': 'terraform' });
    await expect.poll(readUse).not.toBeNull();
    const first = await readUse();
    await ask({ 'X-API-Key': token });
    expect(await readUse()).toEqual(first);
    const row = await server.database.unscoped.apiKey.findUniqueOrThrow({ where: { id } });
    expect([row.lastUsedIp, row.lastUsedUserAgent]).toEqual(['127.0.0.1', 'terraform']);
  });
});
