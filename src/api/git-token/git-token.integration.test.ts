import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addRepositoryApplication } from '../../http/webhooks/testing';
import type { FakeForge } from '../../services/forge-reports/testing';
import type { ApplicationTest } from '../application/testing';
import { type GitTokenTest, startGitTokenTest } from './git-token.testing';

let tokens: GitTokenTest;
let test: ApplicationTest;
let forge: FakeForge;
beforeAll(async () => {
  tokens = await startGitTokenTest();
  ({ test, forge } = tokens);
});
afterAll(() => tokens.stop());
beforeEach(() => tokens.reset());

const fields = () => tokens.fields();
const add = (more?: Record<string, unknown>) => tokens.add(more);

describe('a Git token', () => {
  it('is created, listed, changed and deleted', async () => {
    const { status, body } = await test.call('POST', '/git-tokens', {
      forge: 'gitlab',
      name: 'Acme',
      token: 'glpat-x',
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      forge: 'gitlab',
      name: 'Acme',
      html_url: 'https://gitlab.com',
      api_url: 'https://gitlab.com/api/v4',
      ssh_host: null,
      repositories: null,
      last_used_at: null,
      problem: null,
    });
    expect((await test.call('GET', '/git-tokens')).body).toEqual([body]);
    expect((await test.call('GET', `/git-tokens/${body.uuid}`)).body).toEqual(body);
    const change = { name: 'Other', repositories: 'acme, tools/cli', ssh_host: 'ssh.example.com' };
    expect((await test.call('PATCH', `/git-tokens/${body.uuid}`, change)).body).toMatchObject(change);
    const cleared = { repositories: null, ssh_host: null };
    expect((await test.call('PATCH', `/git-tokens/${body.uuid}`, cleared)).body).toMatchObject(cleared);
    expect((await test.call('DELETE', `/git-tokens/${body.uuid}`)).status).toBe(200);
    expect((await test.call('GET', `/git-tokens/${body.uuid}`)).status).toBe(404);
  });

  it.each([
    ['github', 'https://github.com', 'https://api.github.com'],
    ['bitbucket', 'https://bitbucket.org', 'https://api.bitbucket.org/2.0'],
  ])('of %s needs no address', async (name, html_url, api_url) => {
    const { body } = await test.call('POST', '/git-tokens', { forge: name, name: 'Acme', token: 'x' });
    expect(body).toMatchObject({ html_url, api_url });
  });

  it('is kept sealed and shown to no one', async () => {
    const created = await add();
    const row = await test.server.database.unscoped.gitToken.findFirstOrThrow();
    expect(Buffer.from(row.tokenSealed).toString('latin1')).not.toContain(forge.token);
    for (const answer of [created, (await test.call('GET', `/git-tokens/${created.uuid}`)).body])
      expect(JSON.stringify(answer)).not.toContain(forge.token);
  });

  it.each([
    ['html_url', 'http://169.254.169.254'],
    ['api_url', 'https://10.0.0.1/api/v4'],
    ['html_url', 'https://user:secret@gitlab.com'],
    ['ssh_host', 'ssh://git@host'],
    ['repositories', 'acme//web'],
    ['token', ''],
    ['token', 'two words'],
    ['forge', 'sourceforge'],
  ])('is refused with %s %s', async (member, value) => {
    const { status, body } = await test.call('POST', '/git-tokens', { ...fields(), [member]: value });
    expect([status, Object.keys(body.errors)]).toEqual([422, [member]]);
    expect(await test.server.database.unscoped.gitToken.count()).toBe(0);
  });

  it('of Gitea needs the address of the forge', async () => {
    const { status, body } = await test.call('POST', '/git-tokens', {
      forge: 'gitea',
      name: 'A',
      token: 'x',
    });
    expect([status, Object.keys(body.errors)]).toEqual([422, ['html_url']]);
  });

  it('is sent to another host only when it is given again', async () => {
    const { uuid } = await add();
    const change = { html_url: 'https://gitlab.example.com' };
    const refused = await test.call('PATCH', `/git-tokens/${uuid}`, change);
    expect([refused.status, Object.keys(refused.body.errors)]).toEqual([422, ['token']]);
    expect((await test.call('GET', `/git-tokens/${uuid}`)).body.html_url).toBe(forge.url);
    const again = await test.call('PATCH', `/git-tokens/${uuid}`, { ...change, token: 'other' });
    expect(again.body.api_url).toBe('https://gitlab.example.com/api/v4');
    const own = { api_url: 'https://gitlab.example.com/other' };
    expect((await test.call('PATCH', `/git-tokens/${uuid}`, own)).body).toMatchObject(own);
    const back = await test.call('PATCH', `/git-tokens/${uuid}`, { api_url: null });
    expect(back.body.api_url).toBe('https://gitlab.example.com/api/v4');
    const elsewhere = await test.call('PATCH', `/git-tokens/${uuid}`, {
      api_url: 'https://evil.example.com',
    });
    expect(elsewhere.status).toBe(422);
  });

  it('is validated with its forge', async () => {
    for (const [name, api_url] of [
      ['gitlab', `${forge.url}/api/v4`],
      ['gitea', `${forge.url}/api/v1`],
      ['bitbucket', `${forge.url}/2.0`],
    ]) {
      const { uuid } = await add({ forge: name, api_url });
      const validate = () => test.call('POST', `/git-tokens/${uuid}/validate`);
      expect((await validate()).body).toEqual({ valid: true, message: 'The token is accepted.' });
      await test.call('PATCH', `/git-tokens/${uuid}`, { token: 'wrong' });
      expect((await validate()).body).toMatchObject({
        valid: false,
        message: expect.stringContaining('refused'),
      });
    }
  });

  it('is validated with a repository that it is used for', async () => {
    const { uuid } = await add({ repositories: 'acme' });
    const validate = async () => (await test.call('POST', `/git-tokens/${uuid}/validate`)).body;
    const other = await addRepositoryApplication(test, { git_repository: `${forge.url}/acme/other` });
    expect(await validate()).toEqual({
      valid: false,
      message: 'The token does not have access to acme/other.',
    });
    await test.call('PATCH', `/applications/${other}`, { git_repository: `${forge.url}/acme/web` });
    expect(await validate()).toEqual({ valid: true, message: 'The token is accepted for acme/web.' });
  });
});

describe('the Git token of an application', () => {
  const application = (git_repository: string) => addRepositoryApplication(test, { git_repository });
  const tokenOf = async (uuid: string) =>
    (await test.call('GET', `/applications/${uuid}/reports`)).body.git_token;

  it('is the one that names its repository most closely', async () => {
    const of = await application(`${forge.url}/acme/web.git`);
    expect(await tokenOf(of)).toBeNull();
    await add({ name: 'elsewhere', html_url: 'https://gitlab.com' });
    await add({ name: 'others', repositories: 'acme/other' });
    expect(await tokenOf(of)).toBeNull();
    const general = await add({ name: 'general' });
    expect((await test.call('GET', `/applications/${of}/reports`)).body).toEqual({
      github_app: null,
      git_token: { uuid: general.uuid, forge: 'gitlab', name: 'general' },
      last_status: null,
      last_comment: null,
    });
    const group = await add({ name: 'group', repositories: 'Acme' });
    expect((await tokenOf(of)).name).toBe('group');
    await add({ name: 'group again', repositories: 'acme' });
    expect((await tokenOf(of)).name).toBe('group');
    const applications = async (uuid: string) =>
      (await test.call('GET', `/git-tokens/${uuid}/applications`)).body;
    const { name } = (await test.call('GET', `/applications/${of}`)).body;
    expect(await applications(group.uuid)).toEqual({ applications: [{ uuid: of, name }] });
    expect(await applications(general.uuid)).toEqual({ applications: [] });
  });

  it('is found for the SSH server of a GitLab app', async () => {
    const key = (await test.call('POST', '/security/keys/generate', { name: 'deploy' })).body.uuid;
    const app = await test.call('POST', '/gitlab-apps', {
      name: 'Acme',
      html_url: forge.url,
      custom_port: 2222,
    });
    const { body } = await test.call('POST', '/applications/private-deploy-key', {
      ...test.place,
      gitlab_app_uuid: app.body.uuid,
      private_key_uuid: key,
      git_repository: 'acme/web',
      git_branch: 'main',
      build_pack: 'nixpacks',
      ports_exposes: '3000',
    });
    const token = await add();
    expect((await tokenOf(body.uuid)).uuid).toBe(token.uuid);
    expect((await test.call('GET', `/git-tokens/${token.uuid}/applications`)).body.applications).toHaveLength(
      1,
    );
  });

  it('is none for an image', async () => {
    await add();
    expect(await tokenOf(await test.addApplication())).toBeNull();
  });
});

it('is not sent to the cloud of Bitbucket for a server of one’s own', async () => {
  const body = { forge: 'bitbucket', name: 'Own', token: 'x', html_url: 'https://bitbucket.example.com' };
  const { status, body: answer } = await test.call('POST', '/git-tokens', body);
  expect([status, Object.keys(answer.errors)]).toEqual([422, ['html_url']]);
});

it('shows members nothing but names', async () => {
  const { uuid } = await add({ repositories: 'acme' });
  const reader = await test.server.key(['read'], await test.server.member('member'));
  const { body } = await test.call('GET', `/git-tokens/${uuid}`, undefined, reader);
  expect(Object.keys(body).sort()).toEqual(
    ['created_at', 'forge', 'last_used_at', 'name', 'team_id', 'updated_at', 'uuid'].sort(),
  );
});
