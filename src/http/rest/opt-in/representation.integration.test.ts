import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ApplicationTest, startApplicationTest } from '../../../api/application/testing';

let test: ApplicationTest;
let root: string;
beforeAll(async () => {
  test = await startApplicationTest();
  root = await test.server.key(['root']);
});
afterAll(() => test.server.stop());

async function send(
  method: string,
  path: string,
  body?: unknown,
  options: { token?: string; prefer?: string } = {},
) {
  const { token = root, prefer = 'return=representation' } = options;
  const headers = { Prefer: prefer };
  const answer = await test.server.fetch(method, `/api/v1${path}`, { token, body, headers });
  return {
    status: answer.status,
    body: await answer.json(),
    applied: answer.headers.get('preference-applied'),
    tag: answer.headers.get('etag'),
    redacted: answer.headers.get('x-redacted-fields'),
  };
}

const applied = 'return=representation';
const image = () => ({ ...test.place, docker_registry_image_name: 'nginx' });

describe('Prefer: return=representation', () => {
  it('answers a create with what its GET answers, and the tag of it', async () => {
    const made = await send('POST', '/applications/dockerimage', image());
    const read = await send('GET', `/applications/${made.body.uuid}`);
    expect(made).toMatchObject({ status: 201, applied, tag: read.tag });
    expect(made.body).toEqual({ ...read.body, domains: expect.anything() });
  });

  it('answers a change alike: with one GET beside it, or one elsewhere', async () => {
    const project = (await send('POST', '/projects', { name: 'Project' })).body;
    expect(project).toMatchObject({ name: 'Project', environments: [{ name: 'production' }] });
    const changed = await send('PATCH', `/projects/${project.uuid}`, { description: 'x' });
    expect(changed).toMatchObject({ status: 201, applied, body: { ...project, description: 'x' } });
    const at = `/projects/${project.uuid}/environments`;
    const renamed = await send('PATCH', `${at}/production`, { name: 'renamed' });
    expect(renamed).toMatchObject({ status: 200, applied, body: { name: 'renamed', applications: [] } });
    const made = await send('POST', at, { name: 'made' });
    expect(made).toMatchObject({ status: 201, applied, body: { name: 'made', postgresqls: [] } });
    const key = (await send('GET', `/security/keys/${test.privateKeyUuid}`)).body;
    const byBody = { uuid: key.uuid, name: 'named by the body', private_key: key.private_key };
    expect(await send('PATCH', '/security/keys', byBody)).toMatchObject({
      applied,
      body: { name: 'named by the body', fingerprint: expect.any(String) },
    });
    const settings = await send('PATCH', '/settings', { instance_name: 'Ours' });
    expect(settings).toMatchObject({ status: 200, applied, body: { instance_name: 'Ours' } });
  });

  it('keeps what the write alone answers: a token is shown once', async () => {
    const made = await send('POST', '/tokens', { name: 'Once', abilities: ['read'] });
    expect(made).toMatchObject({ status: 201, applied });
    expect(made.body).toMatchObject({ token: expect.stringMatching(/^gnt_pat_/), hint: expect.any(String) });
  });

  it('shows no more than the GET would', async () => {
    const token = await test.server.key(['read', 'write']);
    const body = {
      ...image(),
      is_http_basic_auth_enabled: true,
      http_basic_auth_username: 'u',
      http_basic_auth_password: 'canary-of-a-password',
    };
    const made = await send('POST', '/applications/dockerimage', body, { token });
    expect(made).toMatchObject({ status: 201, applied });
    expect(JSON.stringify(made.body)).not.toContain('canary-of-a-password');
    expect(made.redacted).toContain('http_basic_auth_password');
    expect(JSON.stringify((await send('GET', `/applications/${made.body.uuid}`)).body)).toContain(
      'canary-of-a-password',
    );
  });

  it('is ignored for those who may not read, without a row about it', async () => {
    const token = await test.server.key(['write']);
    const answer = await test.server.fetch('POST', '/api/v1/projects', {
      token,
      body: { name: 'Blind' },
      headers: { Prefer: applied },
    });
    expect([answer.status, answer.headers.get('preference-applied')]).toEqual([201, null]);
    expect(Object.keys(await answer.json())).toEqual(['uuid']);
    const requestId = answer.headers.get('x-request-id') ?? '';
    const rows = await test.server.database.unscoped.auditLog.findMany({ where: { requestId } });
    const actions = rows.map(({ action }) => action);
    expect(actions.filter((action) => action !== 'api_key.new_address')).toEqual(['project.create']);
  });

  it('is ignored where there is nothing to read: actions, variables, removals', async () => {
    const uuid = (await send('POST', '/applications/dockerimage', image())).body.uuid;
    const env = { key: 'A', value: 'b' };
    for (const answer of [
      await send('POST', `/applications/${uuid}/envs`, env),
      await send('PATCH', `/applications/${uuid}/envs`, env),
      await send('POST', '/live/tickets', undefined),
      await send('DELETE', `/applications/${uuid}`),
    ])
      expect(answer.applied).toBeNull();
  });

  it('is ignored in a refusal', async () => {
    expect(await send('POST', '/projects', { name: '' })).toMatchObject({ status: 422, applied: null });
  });

  it.each([
    ['respond-async, return=representation; wait=5', applied],
    ['RETURN = "representation"', applied],
    ['return=minimal', null],
    ['return=representations', null],
    ['xreturn=representation', null],
    [',;=,"', null],
    ['return=representation'.repeat(200), null],
  ])('is read as RFC 7240 has it: %s', async (prefer, expected) => {
    const answer = await send('POST', '/projects', { name: 'Project' }, { prefer });
    expect([answer.status, answer.applied]).toEqual([201, expected]);
  });

  it('is kept with its answer for the same request', async () => {
    const headers = { Prefer: applied, 'Idempotency-Key': 'with a preference'.replaceAll(' ', '-') };
    const call = () =>
      test.server.fetch('POST', '/api/v1/projects', { token: root, body: { name: 'Kept' }, headers });
    const first = await call();
    const again = await call();
    expect(await again.text()).toBe(await first.text());
    expect(again.headers.get('preference-applied')).toBe(applied);
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  });
});
