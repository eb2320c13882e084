import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imageAt, openTwoProjects, outcome, type TwoProjects } from './access.testing';
import type { ApiCaller } from './testing';

let given: TwoProjects;
beforeAll(async () => {
  given = await openTwoProjects();
});
afterAll(() => given.test.close());

function keyFor(...allowList: string[]): ApiCaller {
  const key = { id: 'k', no: 1, name: 'k', abilities: ['root' as const], scopes: [], allowList };
  return given.organization.as('owner', ['root'], { key });
}

describe('a key with an allow list', () => {
  it('reaches what is named, and nothing else of its kind', async () => {
    const { mine, other } = given;
    const api = keyFor(`application:${mine.application}`);
    expect((await api.application.list({})).map(({ uuid }) => uuid)).toEqual([mine.application]);
    expect(await outcome(api.application.get({ uuid: mine.application }))).toBe('ok');
    expect(await outcome(api.application.listEnvs({ uuid: mine.application }))).toBe('ok');
    expect(await outcome(api.application.createEnv({ uuid: mine.application, key: 'Z', value: '' }))).toBe(
      'ok',
    );
    expect(await outcome(api.application.start({ uuid: mine.application }))).toBe('ok');
    expect(await outcome(api.application.get({ uuid: other.application }))).toBe('Application not found.');
    expect(await outcome(api.application.listEnvs({ uuid: other.application }))).toBe(
      'Application not found.',
    );
    expect(await outcome(api.deployment.deploy({ uuid: other.application }))).toBe('No resources found.');
    expect(await api.project.list({})).toEqual([]);
    expect(await api.server.list({})).toEqual([]);
    expect(await outcome(api.server.get({ uuid: mine.server }))).toBe('Server not found.');
    expect(await outcome(api.project.create({ name: 'x' }))).toBe('FORBIDDEN');
    expect(await outcome(api.team.current({}))).toBe('FORBIDDEN');
  });

  it('sees deployments of what is named alone', async () => {
    const { mine, other, owner } = given;
    const started = await owner.application.start({ uuid: other.application });
    const seen = async (...entries: string[]) =>
      (await keyFor(...entries).deployment.list({})).map(({ application_uuid }) => application_uuid);
    expect(await seen(`application:${mine.application}`)).not.toContain(other.application);
    expect(await seen(`application:${other.application}`)).toEqual([other.application]);
    expect(await seen(`deployment:${started.deployment_uuid}`)).toEqual([other.application]);
    const hidden = keyFor(`application:${mine.application}`).deployment.get({
      uuid: started.deployment_uuid,
    });
    expect(await outcome(hidden)).toBe('Deployment not found.');
  });

  it('reaches what is in a project that is named', async () => {
    const { mine, other } = given;
    const api = keyFor(`project:${mine.project}`);
    expect((await api.project.list({})).map(({ uuid }) => uuid)).toEqual([mine.project]);
    expect(await outcome(api.application.get({ uuid: mine.application }))).toBe('ok');
    expect(await outcome(api.application.get({ uuid: other.application }))).toBe('Application not found.');
    expect(await outcome(api.environment.list({ uuid: other.project }))).toBe('Project not found.');
  });

  it.each([
    ['application:*', 'ok'],
    ['*:*', 'ok'],
    ['application:one', 'FORBIDDEN'],
    ['project:*', 'FORBIDDEN'],
  ])('%s: creating an application is %s', async (entry, expected) => {
    const { mine } = given;
    expect(await outcome(keyFor(entry).application.createDockerImage(imageAt(mine)))).toBe(expected);
  });

  it('that is empty reaches nothing', async () => {
    const { mine } = given;
    const api = keyFor();
    const calls = [
      api.application.list({}),
      api.application.get({ uuid: mine.application }),
      api.project.list({}),
      api.server.list({}),
      api.privateKey.list({}),
    ];
    expect(await Promise.all(calls.map(outcome))).not.toContain('ok');
  });
});
