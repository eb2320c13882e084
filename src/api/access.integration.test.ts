import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageAt, missing, openTwoProjects, outcome, type TwoProjects } from './access.testing';
import type { ApiCaller } from './testing';

let given: TwoProjects;
beforeAll(async () => {
  given = await openTwoProjects();
});
afterAll(() => given.test.close());

describe('a member', () => {
  it('reads every project, and changes none', async () => {
    const { organization, mine, other } = given;
    const api = organization.as('member');
    expect((await api.project.list({})).map(({ uuid }) => uuid)).toEqual([mine.project, other.project]);
    expect(await outcome(api.project.update({ uuid: mine.project, name: 'x' }))).toBe('FORBIDDEN');
    expect(await outcome(api.application.start({ uuid: mine.application }))).toBe('FORBIDDEN');
  });

  it('changes what is in a project with a grant to write', async () => {
    const { mine, member } = given;
    const api = member(['write']);
    expect(await outcome(api.project.update({ uuid: mine.project, description: 'd' }))).toBe('ok');
    expect(await outcome(api.application.update({ uuid: mine.application, description: 'd' }))).toBe('ok');
    expect(await outcome(api.application.createEnv({ uuid: mine.application, key: 'A', value: '' }))).toBe(
      'ok',
    );
    expect(await outcome(api.environment.create({ uuid: mine.project, name: 'staging' }))).toBe('ok');
    expect(await outcome(api.application.start({ uuid: mine.application }))).toBe('FORBIDDEN');
  });

  it('is refused where it sees, but has no grant', async () => {
    const { other, member } = given;
    const api = member(['write', 'deploy']);
    expect(await outcome(api.application.get({ uuid: other.application }))).toBe('ok');
    expect(await outcome(api.application.update({ uuid: other.application, name: 'x' }))).toBe('FORBIDDEN');
    expect(await outcome(api.application.start({ uuid: other.application }))).toBe('FORBIDDEN');
    expect(await outcome(api.environment.create({ uuid: other.project, name: 'x' }))).toBe('FORBIDDEN');
    expect(await outcome(api.project.create({ name: 'new' }))).toBe('FORBIDDEN');
  });

  it('creates applications in such projects only', async () => {
    const { mine, other, foreign, member } = given;
    const at = (project_uuid: string) => ({ ...imageAt(mine), project_uuid });
    const api = member(['write']);
    expect(await outcome(api.application.createDockerImage(at(mine.project)))).toBe('ok');
    expect(await outcome(api.application.createDockerImage(at(other.project)))).toBe('FORBIDDEN');
    expect(await outcome(api.application.createDockerImage(at(foreign)))).toBe('Project not found.');
  });

  it('deploys all of what it names, or nothing', async () => {
    const { test, mine, other, member } = given;
    const api = member(['deploy']);
    const uuid = `${mine.application},${other.application}`;
    expect(await outcome(api.deployment.deploy({ uuid }))).toBe('FORBIDDEN');
    expect(await test.database.unscoped.operation.count()).toBe(0);
    expect(await outcome(api.deployment.deploy({ uuid: mine.application }))).toBe('ok');
  });

  it('sees secrets where a grant shows them', async () => {
    const { mine, other, member } = given;
    const api = member(['read:sensitive']);
    const list = await api.application.list({});
    const dockerfileOf = (uuid: string) => list.find((each) => each.uuid === uuid)?.dockerfile;
    expect([dockerfileOf(mine.application), dockerfileOf(other.application)]).toEqual([
      'FROM scratch',
      undefined,
    ]);
    expect((await api.application.get({ uuid: mine.application })).dockerfile).toBe('FROM scratch');
    expect((await api.application.listEnvs({ uuid: mine.application }))[0]?.value).toBe('v');
    expect((await api.application.listEnvs({ uuid: other.application }))[0]?.value).toBeUndefined();
    const inside = await api.environment.get({ uuid: mine.project, environment_name_or_uuid: 'production' });
    expect(inside.applications.map(({ dockerfile }) => dockerfile)).toContain('FROM scratch');
  });

  it('sees names of servers and keys, and nothing to reach them by', async () => {
    const { organization, mine } = given;
    const { api, redactedFields } = organization.withRedaction('member');
    const [server] = await api.server.list({});
    expect(server).toMatchObject({ uuid: mine.server, name: expect.any(String), description: null });
    for (const field of ['ip', 'port', 'user', 'private_key_uuid', 'host_key_fingerprint'])
      expect([field, field in Object(server), redactedFields.has(field)]).toEqual([field, false, true]);
    const [key] = await api.privateKey.list({});
    expect(key).toMatchObject({ name: 'key' });
    expect(key).not.toHaveProperty('public_key');
    expect(key).not.toHaveProperty('private_key');
    expect(await outcome(api.server.update({ uuid: mine.server, name: 'x' }))).toBe('FORBIDDEN');
  });
});

describe('what is hidden is not there', () => {
  const limited = () => given.member(['read', 'write', 'deploy'], { isLimited: true });
  const customRole = () => ({
    id: 'r',
    name: 'R',
    permissions: ['project:*', 'environment:*', 'application:*', 'env_var:*', 'deployment:*'],
    projects: [given.mine.project],
  });
  const callers: [string, () => ApiCaller][] = [
    ['a limited member', limited],
    [
      'a custom role with projects',
      () => given.organization.as('custom', undefined, { customRole: customRole() }),
    ],
  ];

  it.each(callers)('for %s', async (_, caller) => {
    const { mine, other, foreign } = given;
    const api = caller();
    expect((await api.project.list({})).map(({ uuid }) => uuid)).toEqual([mine.project]);
    expect((await api.project.list({ summary: true })).map(({ uuid }) => uuid)).toEqual([mine.project]);
    const applications = await api.application.list({});
    expect(new Set(applications.map(({ project_uuid }) => project_uuid))).toEqual(new Set([mine.project]));
    expect(await outcome(api.application.get({ uuid: mine.application }))).toBe('ok');

    const hidden = (uuid: string, project: string) => [
      api.application.get({ uuid }),
      api.application.update({ uuid, name: 'x' }),
      api.application.listEnvs({ uuid }),
      api.application.start({ uuid }),
      api.deployment.listByApplication({ uuid }),
      api.deployment.deploy({ uuid }),
      api.project.get({ uuid: project }),
      api.project.delete({ uuid: project }),
      api.environment.get({ uuid: project, environment_name_or_uuid: 'production' }),
      api.environment.create({ uuid: project, name: 'x' }),
    ];
    const asked = await Promise.all(hidden(other.application, other.project).map(outcome));
    expect(asked).toEqual(await Promise.all(hidden(missing, missing).map(outcome)));
    expect(asked).toEqual(await Promise.all(hidden(foreign, foreign).map(outcome)));
    expect(asked.every((each) => each.endsWith('not found.') || each.startsWith('No resources'))).toBe(true);
  });

  it('to a limited member without grants, nothing is there', async () => {
    const { organization } = given;
    const api = organization.as('member', undefined, { isLimited: true });
    expect(await api.project.list({})).toEqual([]);
    expect(await api.resource.list({})).toEqual([]);
  });

  it('even when it is in the way', async () => {
    const { test, owner, mine, other } = given;
    const { unscoped: db } = test.database;
    await db.workload.update({
      where: { uuid: other.application },
      data: { name: 'the hidden one', application: { update: { fqdn: 'https://hidden.example.com' } } },
    });
    await owner.application.update({ uuid: other.application, domains: 'https://hidden.example.com' });
    const taken = limited().application.update({
      uuid: mine.application,
      domains: 'https://hidden.example.com',
      force_domain_override: true,
    });
    await expect(taken).rejects.toMatchObject({ code: 'CONFLICT' });
    await taken.catch((error) => expect(JSON.stringify(error.cause.body)).not.toContain('the hidden one'));
  });
});

describe('a session whose second factor is due', () => {
  it('learns who it is, and nothing else', async () => {
    const { organization } = given;
    const api = organization.as('owner', undefined, { isTwoFactorDue: true });
    expect(await api.session.current({})).toMatchObject({ two_factor_required: true });
    await expect(api.project.list({})).rejects.toThrow('Set up two-factor authentication first.');
    await expect(api.apiKey.current({})).rejects.toThrow('Set up two-factor authentication first.');
  });
});
