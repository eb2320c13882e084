import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acceptedScopes } from '../domain/permission/scope';
import { startTestServer, type TestServer } from './testing';

let server: TestServer;
let root: string;
let read: string;
beforeAll(async () => {
  server = await startTestServer();
  root = await server.key(['root']);
  read = await server.key(['read']);
});
afterAll(() => server.stop());

interface Question {
  action: string;
  object: Record<string, unknown>;
}

const ask = (token: string | undefined, checks: Record<string, Question>) =>
  server.fetch('POST', '/api/v2/authcheck', { token, body: { checks } });

/**
 * Run authorization checks.
 * @param questions `type:action`, or a whole object
 */
async function answers(token: string, ...questions: (string | Question)[]): Promise<boolean[]> {
  const checks = questions.map((question): Question => {
    if (typeof question !== 'string') return question;
    const [resource_type = '', action = ''] = question.split(':');
    return { action, object: { resource_type } };
  });
  const answer = await ask(token, Object.fromEntries(checks.map((check, index) => [`q${index}`, check])));
  expect(answer.status).toBe(200);
  const body = (await answer.json()) as Record<string, boolean>;
  expect(Object.keys(body)).toEqual(checks.map((_, index) => `q${index}`));
  return Object.values(body);
}

async function sessionToken(email: string, password: string): Promise<string> {
  const answer = await server.fetch('POST', '/api/v2/users/login', { body: { email, password } });
  return ((await answer.json()) as { session_token: string }).session_token;
}

const on = (resource_type: string, action: string, object: Record<string, unknown> = {}): Question => ({
  action,
  object: { resource_type, ...object },
});

describe('GET /api/v2/auth/scopes', () => {
  it('lists every accepted scope, sorted, for every caller', async () => {
    const answer = await server.fetch('GET', '/api/v2/auth/scopes');
    const { external } = (await answer.json()) as { external: string[] };
    expect(answer.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(external).toEqual([...acceptedScopes]);
    expect(external).toEqual([...external].sort());
    expect(external).toEqual(
      expect.arrayContaining(['all', 'application_connect', 'coder:workspaces.access', 'application:*']),
    );
  });
});

describe('POST /api/v2/authcheck', () => {
  it('needs a credential', async () => {
    const answer = await ask(undefined, {});
    expect([answer.status, answer.headers.get('www-authenticate'), await answer.json()]).toEqual([
      401,
      'Bearer realm="gantry", error="invalid_token"',
      {
        message: 'You are signed out or your session has expired. Please sign in again to continue.',
        detail: 'No credentials were sent.',
      },
    ]);
  });

  it('answers nothing to nothing', async () => {
    expect(await (await ask(read, {})).json()).toEqual({});
  });

  it('is as narrow as the key', async () => {
    const questions = ['application:read', 'application:update', 'application:deploy', 'audit_log:read'];
    expect(await answers(root, ...questions)).toEqual([true, true, true, true]);
    expect(await answers(read, ...questions)).toEqual([true, false, false, false]);
    expect(await answers(await server.key(['deploy']), ...questions)).toEqual([false, false, true, false]);
  });

  it('knows Coder’s names', async () => {
    const questions = [
      'workspace:read',
      'workspace:ssh',
      'template:use',
      'group:read',
      'organization_member:read',
    ];
    expect(await answers(root, ...questions)).toEqual([true, true, true, true, true]);
    expect(await answers(read, ...questions)).toEqual([true, false, true, true, true]);
  });

  it('answers false to unknown types and actions', async () => {
    expect(
      await answers(root, 'spaceship:read', 'application:fly', 'application:', on('constructor', 'read')),
    ).toEqual([false, false, false, false]);
  });

  it('covers a wildcard by a held wildcard only', async () => {
    const everything = await server.key([]);
    await server.database.unscoped.apiKey.updateMany({
      where: { abilities: { isEmpty: true } },
      data: { scopes: ['application:*'] },
    });
    const questions = ['application:*', 'server:*', '*:*', '*:read', '*:fly'];
    expect(await answers(root, ...questions)).toEqual([true, true, true, true, false]);
    expect(await answers(everything, ...questions)).toEqual([true, false, false, false, false]);
    const narrow = await server.key(['read', 'write', 'deploy']);
    expect(await answers(narrow, ...questions)).toEqual([false, false, false, false, false]);
  });

  it('cuts by the role', async () => {
    const member = await server.member('member');
    const token = await sessionToken(member.email, member.password);
    const questions = ['application:read', 'application:create', 'role:create', 'organization:delete'];
    expect(await answers(token, ...questions)).toEqual([true, false, false, false]);
    const admin = await server.member('admin');
    expect(await answers(await sessionToken(admin.email, admin.password), ...questions)).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it('looks into other organizations of a session, never of a key', async () => {
    const { email, password, userId } = await server.member('member');
    const other = await server.member('owner', 'new');
    await server.database.unscoped.membership.create({
      data: { userId, organizationId: other.organizationId, role: 'admin' },
    });
    const organization_id = other.organizationId;
    const questions = [
      on('application', 'create'),
      on('application', 'create', { organization_id }),
      on('application', 'create', { any_org: true }),
      on('application', 'create', { organization_id: '00000000-0000-4000-8000-000000000000' }),
      on('application', 'create', { organization_id: 'x' }),
    ];
    expect(await answers(await sessionToken(email, password), ...questions)).toEqual([
      false,
      true,
      true,
      false,
      false,
    ]);
    expect(await answers(root, ...questions)).toEqual([true, false, true, false, false]);
  });

  it('keeps people’s own things their own', async () => {
    const owner_id = server.owner.userId;
    const admin = await server.member('admin');
    const token = await sessionToken(admin.email, admin.password);
    expect(
      await answers(
        token,
        on('api_key', 'update', { owner_id: 'me' }),
        on('api_key', 'update', { owner_id: admin.userId }),
        on('api_key', 'update', { owner_id }),
        on('api_key', 'delete', { owner_id }),
        on('session', 'read', { owner_id }),
        on('application', 'update', { owner_id }),
      ),
    ).toEqual([true, true, false, true, false, true]);
  });
});

describe('with a resource_id', () => {
  let project: string;
  let foreign: string;
  beforeAll(async () => {
    const made = await server.fetch('POST', '/api/v1/projects', { token: root, body: { name: 'Mine' } });
    project = ((await made.json()) as { uuid: string }).uuid;
    const other = await server.member('owner', 'new');
    const theirs = await server.fetch('POST', '/api/v1/projects', {
      token: await server.key(['root'], other),
      body: { name: 'Theirs' },
    });
    foreign = ((await theirs.json()) as { uuid: string }).uuid;
  });

  it('loads the object as the caller: absent, foreign and unreadable are all false', async () => {
    const writer = await server.key(['write']);
    const questions = (resource_id: string) => [
      on('project', 'read', { resource_id }),
      on('project', 'update', { resource_id }),
    ];
    expect(await answers(root, ...questions(project))).toEqual([true, true]);
    expect(await answers(read, ...questions(project))).toEqual([true, false]);
    expect(await answers(writer, ...questions(project))).toEqual([false, false]);
    expect(await answers(root, ...questions(foreign))).toEqual([false, false]);
    expect(await answers(root, ...questions('a'.repeat(24)))).toEqual([false, false]);
  });

  it('keeps to the allow list of a key', async () => {
    const narrow = await server.key(['root', 'read']);
    await server.database.unscoped.apiKey.updateMany({
      where: { abilities: { equals: ['root', 'read'] } },
      data: { allowList: [`project:${project}`] },
    });
    expect(
      await answers(
        narrow,
        on('project', 'update', { resource_id: project }),
        'project:update',
        'project:create',
      ),
    ).toEqual([true, false, false]);
  });

  it('finds people, roles and organizations', async () => {
    const { organizationId, userId } = server.owner;
    const stranger = await server.member('owner', 'new');
    expect(
      await answers(
        root,
        on('organization', 'update', { resource_id: organizationId }),
        on('organization_member', 'delete', { resource_id: userId }),
        on('organization_member', 'delete', { resource_id: stranger.userId }),
        on('organization', 'update', { resource_id: stranger.organizationId }),
        on('role', 'update', { resource_id: stranger.userId }),
      ),
    ).toEqual([true, true, false, false, false]);
  });
});
