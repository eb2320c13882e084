import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../http/testing';
import { newUuid } from '../../lib/random';

interface Item {
  seq: string;
  action: string;
  outcome: string;
  status: number;
  actor: { id: string; email: string | null } | null;
  ip: string | null;
  target_uuid: string | null;
  target_name: string | null;
  detail: unknown;
  diff: Record<string, { from: unknown; to: unknown }> | null;
  key_name: string | null;
}

let test: TestServer;
let root: string;
let other: { userId: string; organizationId: string; email: string };
let otherRoot: string;
beforeAll(async () => {
  test = await startTestServer({ trustedProxies: ['127.0.0.1'] });
  root = await test.key(['root']);
  other = await test.member('owner', 'new');
  otherRoot = await test.key(['root'], other);
});
afterAll(() => test.stop());

async function list(query = '', token = root): Promise<{ items: Item[]; next_cursor: string | null }> {
  const answer = await test.fetch('GET', `/api/v1/audit-logs${query}`, { token });
  expect(answer.status).toBe(200);
  return answer.json();
}

async function send(
  method: string,
  path: string,
  body?: unknown,
  token = root,
): Promise<Record<string, string>> {
  return (await test.fetch(method, `/api/v1${path}`, { token, body })).json();
}

describe('the trail', () => {
  it('tells who did what to what, and what changed', async () => {
    const { uuid } = await send('POST', '/projects', { name: 'Before' });
    await send('PATCH', `/projects/${uuid}`, { name: 'After', description: 'New' });
    const { items } = await list(`?target_uuid=${uuid}`);
    expect(items).toMatchObject([
      {
        action: 'project.update',
        outcome: 'success',
        status: 201,
        actor: { id: test.owner.userId, email: test.owner.email },
        diff: { name: { from: 'Before', to: 'After' }, description: { from: null, to: 'New' } },
      },
      { action: 'project.create', diff: null },
    ]);
  });

  it('calls the target by its name, also that of something that is gone', async () => {
    const { uuid } = await send('POST', '/projects', { name: 'Once' });
    await send('PATCH', `/projects/${uuid}`, { name: 'Now' });
    const names = async (query: string, token = root) =>
      (await list(query, token)).items.map(({ action, target_name }) => [action, target_name]);
    expect(await names(`?target_uuid=${uuid}`)).toEqual([
      ['project.update', 'Now'],
      ['project.create', 'Now'],
    ]);
    await send('DELETE', `/projects/${uuid}`);
    expect((await list(`?target_uuid=${uuid}&action=project.delete`)).items).toMatchObject([
      { target_name: null, diff: { name: { from: 'Now', to: null } } },
    ]);
    const { id } = await send('POST', '/tokens', { name: 'Nightly' });
    expect(await names(`?target_uuid=${id}`)).toEqual([['apiKey.create', 'Nightly']]);
    expect(await names('?search=nightl')).toEqual([['apiKey.create', 'Nightly']]);
    expect(await names('?search=now&action=project.delete')).toEqual([['project.delete', null]]);
  });

  it('does not name a stranger because a caller tried the id', async () => {
    const path = (organization: string, user: string) => `/organizations/${organization}/members/${user}`;
    const role = { role: 'admin' };
    const own = await test.member('member');
    const { userId } = own;
    await test.database.unscoped.membership.create({
      data: { userId, organizationId: other.organizationId, role: 'member' },
    });
    await send('PATCH', path(other.organizationId, test.owner.userId), role, otherRoot);
    await send('PATCH', path(other.organizationId, own.userId), role, otherRoot);
    const { items } = await list('?action=member.update', otherRoot);
    expect(items).toMatchObject([
      { outcome: 'success', target_uuid: own.userId, target_name: expect.any(String) },
      { outcome: 'failed', target_uuid: test.owner.userId, target_name: null },
    ]);
  });

  it('tells field and rule of a refusal, and not the value', async () => {
    await send('POST', '/projects', { name: '<script>alert(1)</script>', what: 'never-kept' });
    const { items } = await list('?action=project.create&outcome=failed&limit=1');
    expect(items).toMatchObject([{ status: 422, detail: { fields: { name: [expect.any(String)] } } }]);
    expect(JSON.stringify(items)).not.toMatch(/script|never-kept/);
  });

  it('has one row for what is refused before any procedure is reached', async () => {
    const from = { 'X-Forwarded-For': '198.51.100.50' };
    await test.fetch('POST', '/api/trpc/project.create', { token: 'gnt_pat_x', body: {}, headers: from });
    await test.fetch('POST', '/api/trpc/no.such,thing', { token: 'gnt_pat_x', body: {}, headers: from });
    await test.database.unscoped.instance.updateMany({ data: { allowedIps: '203.0.113.0/24' } });
    const refused = await test.fetch('GET', '/api/v1/projects', { token: root, headers: from });
    await test.database.unscoped.instance.updateMany({ data: { allowedIps: '' } });
    expect(refused.status).toBe(403);
    expect((await list('?search=198.51.100.50')).items).toMatchObject([
      { action: 'project.list', status: 403, detail: { check: 'address' } },
      { action: 'request.denied', status: 401, detail: { check: 'credential' } },
      { action: 'project.create', status: 401, detail: { check: 'credential' } },
    ]);
  });

  it('has one row for every sign-in, with its owner', async () => {
    for (const password of [test.owner.password, 'wrong'])
      await test.fetch('POST', '/api/v2/users/login', { body: { email: test.owner.email, password } });
    const { items } = await list('?action=session.login');
    expect(items).toMatchObject([
      { outcome: 'denied', status: 401, actor: { id: test.owner.userId } },
      { outcome: 'success', actor: { id: test.owner.userId } },
    ]);
    expect(JSON.stringify(items)).not.toContain('wrong');
  });

  it('has one row for the first use of a key from each address', async () => {
    const key = await test.key(['read']);
    for (const address of ['198.51.100.1', '198.51.100.2', '198.51.100.1', '198.51.100.2'])
      await test.fetch('GET', '/api/v1/version', { token: key, headers: { 'X-Forwarded-For': address } });
    const uses = async () => (await list('?action=api_key.new_address&search=198.51.100.')).items;
    await expect
      .poll(async () => (await uses()).map(({ ip }) => ip).sort())
      .toEqual(['198.51.100.1', '198.51.100.2']);
  });

  it('is not filled by unknown callers', async () => {
    const from = { 'X-Forwarded-For': '198.51.100.99' };
    for (let call = 0; call < 45; call++) await test.fetch('GET', '/api/v1/projects', { headers: from });
    // The limit is thirty a minute, and the calls may span two minutes.
    const { items } = await list('?search=198.51.100.99&limit=200');
    expect(items.length).toBeGreaterThanOrEqual(30);
    expect(items.length).toBeLessThan(45);
  });
});

describe('reading it', () => {
  it('goes page by page, newest first, without a gap', async () => {
    for (let count = 0; count < 5; count++) await send('POST', '/projects', { name: `P${count}` }, otherRoot);
    const all = (await list('?action=project.', otherRoot)).items.map(({ seq }) => seq);
    expect(all).toHaveLength(5);
    const paged: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: Awaited<ReturnType<typeof list>> = await list(
        `?action=project.&limit=2${cursor && `&cursor=${cursor}`}`,
        otherRoot,
      );
      paged.push(...page.items.map(({ seq }) => seq));
      cursor = page.next_cursor;
    }
    expect(paged).toEqual(all);
    expect(all.map(BigInt)).toEqual(all.map(BigInt).sort((a, b) => (a > b ? -1 : 1)));
  });

  it('takes filters that fit together', async () => {
    const { uuid } = await send('POST', '/projects', { name: 'Filtered' });
    const since = encodeURIComponent(new Date(Date.now() - 60_000).toISOString());
    const query = `?target_type=project&target_uuid=${uuid}&via=bearer&outcome=success&since=${since}`;
    expect((await list(`${query}&actor_user_id=${test.owner.userId}`)).items).toHaveLength(1);
    expect((await list(`${query}&until=${since}`)).items).toEqual([]);
    expect((await list(`${query}&actor_user_id=${other.userId}`)).items).toEqual([]);
    expect((await list('?search=%25')).items).toEqual([]);
    expect((await list(`?search=${test.owner.email}&limit=1`)).items).toHaveLength(1);
  });

  it.each([
    'limit=201',
    'limit=0',
    'cursor=x',
    'cursor=99999999999999999999',
    'outcome=x',
    'since=yesterday',
    'action=%27',
  ])('refuses %s', async (query) => {
    expect((await test.fetch('GET', `/api/v1/audit-logs?${query}`, { token: root })).status).toBe(422);
  });

  it('is for one organization; the first one also sees what belongs to none', async () => {
    const { uuid } = await send('POST', '/projects', { name: 'Ours' });
    const ours = (await list('?limit=200')).items;
    const theirs = (await list('?limit=200', otherRoot)).items;
    expect(theirs.every(({ actor }) => actor?.id === other.userId)).toBe(true);
    expect(theirs.some(({ target_uuid }) => target_uuid === uuid)).toBe(false);
    expect(ours.some(({ action }) => action === 'session.login')).toBe(true);
    expect(theirs.some(({ action }) => action === 'session.login')).toBe(false);
    const shared = new Set(theirs.map(({ seq }) => seq));
    expect(ours.filter(({ seq }) => shared.has(seq))).toEqual([]);
  });

  it('is not for keys that may read, nor for members', async () => {
    const member = await test.member('member');
    for (const token of [await test.key(['read']), await test.key(['inherit'], member)])
      for (const path of ['/audit-logs', '/audit-logs/export'])
        expect((await test.fetch('GET', `/api/v1${path}`, { token })).status).toBe(403);
  });
});

describe('the export', () => {
  it('is one JSON object a line, in the shape of the list', async () => {
    const { uuid } = await send('POST', '/projects', { name: 'Exported' });
    const answer = await test.fetch('GET', `/api/v1/audit-logs/export?target_uuid=${uuid}`, { token: root });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/x-ndjson']);
    const lines = (await answer.text()).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual((await list(`?target_uuid=${uuid}`)).items);
  });

  it('has every row, also those beyond a batch', async () => {
    const uuid = newUuid();
    const paths = Array.from({ length: 620 }, () => `/api/v1/projects/${uuid}`);
    while (paths.length > 0)
      await Promise.all(paths.splice(0, 20).map((path) => test.fetch('DELETE', path, { token: root })));
    const answer = await test.fetch('GET', `/api/v1/audit-logs/export?target_uuid=${uuid}`, { token: root });
    const seqs = (await answer.text())
      .trimEnd()
      .split('\n')
      .map((line) => BigInt(JSON.parse(line).seq));
    expect(new Set(seqs).size).toBe(620);
  });
});
