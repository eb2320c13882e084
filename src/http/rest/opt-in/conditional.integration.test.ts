import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../../api/application/testing';

let test: ApplicationTest;
let root: string;
beforeAll(async () => {
  test = await startApplicationTest();
  root = await test.server.key(['root']);
});
afterAll(() => test.server.stop());

type Headers = Record<string, string>;
async function send(method: string, path: string, headers: Headers = {}, body?: unknown, token = root) {
  const answer = await test.server.fetch(method, `/api/v1${path}`, { token, body, headers });
  return {
    status: answer.status,
    text: await answer.text(),
    tag: answer.headers.get('etag') ?? '',
    headers: answer.headers,
  };
}

async function newProject(name = 'Project'): Promise<string> {
  return `/projects/${JSON.parse((await send('POST', '/projects', {}, { name })).text).uuid}`;
}

const rename = (path: string, name: string, ifMatch: string, token?: string) =>
  send('PATCH', path, { 'If-Match': ifMatch }, { name }, token);
const failed = {
  status: 412,
  text: '{"message":"Precondition failed: the resource has changed since the state in If-Match. Read it again."}',
};

describe('a read of one thing', () => {
  it('has a tag, and is not sent again to those who have it', async () => {
    const path = await newProject();
    const first = await send('GET', path);
    expect(first.tag).toMatch(/^"[\w-]{16}-[\w-]{16}"$/);
    for (const known of [first.tag, `W/${first.tag}`, `"other", ${first.tag}`, '*']) {
      const again = await send('GET', path, { 'If-None-Match': known });
      expect([again.status, again.text, again.tag]).toEqual([304, '', first.tag]);
      expect(again.headers.get('content-length')).toBeNull();
    }
    expect((await send('HEAD', path, { 'If-None-Match': first.tag })).status).toBe(304);
  });

  it('is sent to those who have something else, and those who send nonsense', async () => {
    const path = await newProject();
    for (const unknown of ['"other"', 'x', '', '",', 'W/"', '"'.repeat(500)])
      expect((await send('GET', path, { 'If-None-Match': unknown })).status).toBe(200);
  });

  it('has another tag after a change, also of what Gantry itself observes', async () => {
    const uuid = await test.addApplication();
    const before = await send('GET', `/applications/${uuid}`);
    const where = { uuid };
    await test.server.database.unscoped.workload.update({ where, data: { status: 'running:healthy' } });
    const after = await send('GET', `/applications/${uuid}`, { 'If-None-Match': before.tag });
    expect([after.status, after.tag === before.tag]).toEqual([200, false]);
  });

  it('has a tag of its own for each way it is shown', async () => {
    const uuid = await test.addApplication();
    const read = await test.server.key(['read']);
    const path = `/applications/${uuid}`;
    expect((await send('GET', path, {}, undefined, read)).tag).not.toBe((await send('GET', path)).tag);
  });

  it('is refused before the caller learns whether they have it', async () => {
    const path = await newProject();
    const { tag } = await send('GET', path);
    expect((await send('GET', path, { 'If-None-Match': tag }, undefined, 'nonsense')).status).toBe(401);
  });
});

describe('a list, text, and the other surface', () => {
  it('have no tag', async () => {
    expect((await send('GET', '/projects')).tag).toBe('');
    expect((await send('GET', '/version')).tag).toBe('');
    const answer = await test.server.fetch('GET', '/api/v2/users/me', {
      headers: { 'Coder-Session-Token': root, 'If-None-Match': '*' },
    });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, null]);
  });
});

describe('a write on a condition', () => {
  it('is done while the resource is in that state, and not after', async () => {
    const path = await newProject();
    const { tag } = await send('GET', path);
    expect((await rename(path, 'Second', `"other", ${tag}`)).status).toBe(201);
    expect(await rename(path, 'Third', tag)).toMatchObject(failed);
    expect(await send('DELETE', path, { 'If-Match': tag })).toMatchObject(failed);
    expect(JSON.parse((await send('GET', path)).text).name).toBe('Second');
    expect((await rename(path, 'Fourth', '*')).status).toBe(201);
    const { tag: present } = await send('GET', path);
    expect((await send('DELETE', path, { 'If-Match': present })).status).toBe(200);
    expect((await rename(path, 'Fifth', present)).status).toBe(404);
  });

  it('leaves one row of a failed change in the audit trail', async () => {
    const path = await newProject();
    const { headers } = await rename(path, 'Never', '"other"');
    const requestId = headers.get('x-request-id') ?? '';
    const rows = await test.server.database.unscoped.auditLog.findMany({ where: { requestId } });
    expect(rows).toMatchObject([{ action: 'project.update', outcome: 'failed', status: 412 }]);
  });

  it('is not hindered by what Gantry itself observes', async () => {
    const uuid = await test.addApplication();
    const { tag } = await send('GET', `/applications/${uuid}`);
    const data = { status: 'running:healthy', lastOnlineAt: new Date() };
    await test.server.database.unscoped.workload.update({ where: { uuid }, data });
    expect((await rename(`/applications/${uuid}`, 'Renamed', tag)).status).toBe(200);
    expect(await rename(`/applications/${uuid}`, 'Again', tag)).toMatchObject(failed);
  });

  it('is done by one of many who read the same state', async () => {
    for (let round = 0; round < 5; round++) {
      const path = await newProject(`Round ${round}`);
      const { tag } = await send('GET', path);
      const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'];
      const answers = await Promise.all(names.map((name) => rename(path, name, tag)));
      expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(7).fill(412)]);
    }
  });

  it('takes turns whatever the path calls the resource', async () => {
    const path = await newProject();
    const [{ uuid, name }] = JSON.parse((await send('GET', path)).text).environments;
    const { tag } = await send('GET', `${path}/${uuid}`);
    const answers = await Promise.all(
      [uuid, name].map((called, n) =>
        send('PATCH', `${path}/environments/${called}`, { 'If-Match': tag }, { description: `by ${n}` }),
      ),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
  });

  it('leaves connections for the others, however many come at once', async () => {
    const paths = await Promise.all(Array.from({ length: 40 }, () => newProject()));
    const answers = await Promise.all(
      paths.map(async (path) => (await rename(path, 'Busy', (await send('GET', path)).tag)).status),
    );
    expect(answers).toEqual(Array(40).fill(201));
  });

  it('is done by the object that its body names', async () => {
    const key = `/security/keys/${test.privateKeyUuid}`;
    const { tag } = await send('GET', key);
    const pem = JSON.parse((await send('GET', key)).text).private_key;
    const body = { uuid: test.privateKeyUuid, name: 'renamed', private_key: pem };
    expect((await send('PATCH', '/security/keys', { 'If-Match': tag }, body)).status).toBe(201);
    expect(await send('PATCH', '/security/keys', { 'If-Match': tag }, body)).toMatchObject(failed);
  });

  it('is refused when the caller may not read, and when no one can', async () => {
    const path = await newProject();
    const write = await test.server.key(['write']);
    const { tag } = await send('GET', path);
    expect(await rename(path, 'Blind', tag, write)).toMatchObject({
      status: 403,
      text: '{"message":"Missing required permissions: read"}',
    });
    expect((await rename(path, 'Blind', '*', write)).status).toBe(201);
    const env = `/applications/${await test.addApplication()}/envs`;
    const body = { key: 'A', value: 'b' };
    expect(await send('PATCH', env, { 'If-Match': tag }, body)).toMatchObject(failed);
  });

  it('looks the same for what is foreign and what is missing', async () => {
    const stranger = await test.stranger();
    const path = await newProject();
    const { tag } = await send('GET', path);
    const foreign = await rename(path, 'x', tag, stranger.token);
    const missing = await rename('/projects/aaaaaaaaaaaaaaaaaaaaaaaa', 'x', tag, stranger.token);
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
  });

  it.each(['', 'x', '"a" "b"', '"a",', '*,"a"', `W/${'"'.repeat(9)}`, '"a\tb'])(
    'that cannot be read (%j) is refused',
    async (condition) => {
      const path = await newProject();
      expect(await rename(path, 'Refused', condition)).toMatchObject({
        status: 400,
        text: '{"message":"Invalid request.","error":"If-Match must be * or a list of quoted entity tags."}',
      });
    },
  );

  it('is never met by a weak tag', async () => {
    const path = await newProject();
    const { tag } = await send('GET', path);
    expect(await rename(path, 'Weak', `W/${tag}`)).toMatchObject(failed);
  });

  it('is answered by what was done before, when it comes again with its key', async () => {
    const path = await newProject();
    const { tag } = await send('GET', path);
    const headers = { 'If-Match': tag, 'Idempotency-Key': 'both' };
    const first = await send('PATCH', path, headers, { name: 'Both' });
    expect(first.status).toBe(201);
    const again = await send('PATCH', path, headers, { name: 'Both' });
    expect([again.status, again.text]).toEqual([201, first.text]);
    const failing = { 'If-Match': tag, 'Idempotency-Key': 'not-kept' };
    expect(await send('PATCH', path, failing, { name: 'Late' })).toMatchObject(failed);
    const retried = { 'If-Match': (await send('GET', path)).tag, 'Idempotency-Key': 'not-kept' };
    expect((await send('PATCH', path, retried, { name: 'Late' })).status).toBe(201);
  });
});
