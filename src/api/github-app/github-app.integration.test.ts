import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { FakeGitHub } from '../../services/github-apps/testing';
import type { ApplicationTest } from '../application/testing';
import { GitHubAppTest } from './github-app.testing';

let apps: GitHubAppTest;
let github: FakeGitHub;
let test: ApplicationTest;
beforeAll(async () => {
  apps = await GitHubAppTest.start();
  ({ github, test } = apps);
});
afterAll(() => apps.stop());
beforeEach(() => apps.reset());

describe('a GitHub App', () => {
  it('is created, listed, changed and deleted', async () => {
    const created = await test.call('POST', '/github-apps', apps.fields());
    expect(created.status).toBe(201);
    expect(created.body).toMatchObject({
      name: 'Acme deployments',
      api_url: github.url,
      app_id: github.appId,
      custom_user: 'git',
      custom_port: 22,
      is_system_wide: false,
      type: 'github',
    });
    const { id } = created.body;
    expect((await test.call('GET', '/github-apps')).body).toEqual([created.body]);
    const changed = await test.call('PATCH', `/github-apps/${id}`, { name: 'Other', custom_port: 2222 });
    expect(changed.body).toMatchObject({
      message: 'GitHub app updated successfully',
      data: { name: 'Other', custom_port: 2222, client_id: 'Iv1.client' },
    });
    const deleted = await test.call('DELETE', `/github-apps/${id}`);
    expect(deleted.body).toEqual({ message: 'GitHub app deleted successfully' });
    expect((await test.call('DELETE', `/github-apps/${id}`)).status).toBe(404);
  });

  it('is kept with its secrets sealed, and shows them to those who may see them alone', async () => {
    await apps.add();
    const row = await test.server.database.unscoped.githubApp.findFirstOrThrow();
    expect(Buffer.from(row.clientSecret).toString('latin1')).not.toContain('the client secret');
    expect((await test.call('GET', '/github-apps')).body[0].client_secret).toBe('the client secret');
    const reader = await test.server.key(['read']);
    const { body } = await test.call('GET', '/github-apps', undefined, reader);
    expect(body[0]).not.toHaveProperty('client_secret');
    expect(body[0]).not.toHaveProperty('webhook_secret');
  });

  it('has the API of its installation of GitHub unless another is given', async () => {
    const { api_url: _, ...rest } = apps.fields();
    const apiOf = async (html_url: string) =>
      (await test.call('POST', '/github-apps', { ...rest, html_url })).body.api_url;
    expect(await apiOf('https://github.com')).toBe('https://api.github.com');
    expect(await apiOf('https://github.example.com/')).toBe('https://github.example.com/api/v3');
  });

  it.each([
    ['api_url', 'http://169.254.169.254', 'api_url'],
    ['api_url', 'https://10.0.0.1', 'api_url'],
    ['html_url', 'https://localhost', 'html_url'],
    ['html_url', 'http://github.com', 'html_url'],
    ['api_url', 'https://user:secret@github.com', 'api_url'],
    ['app_id', 0, 'app_id'],
    ['client_secret', '', 'client_secret'],
    ['is_system_wide', true, 'is_system_wide'],
  ])('is refused with %s %s', async (member, value, field) => {
    const { status, body } = await test.call('POST', '/github-apps', { ...apps.fields(), [member]: value });
    expect([status, Object.keys(body.errors)]).toEqual([422, [field]]);
  });

  it('needs an RSA key', async () => {
    const { body: key } = await test.call('POST', '/security/keys/generate', { name: 'ed25519' });
    const { status, body } = await test.call('POST', '/github-apps', {
      ...apps.fields(),
      private_key_uuid: key.uuid,
    });
    expect([status, body.errors]).toEqual([
      422,
      { private_key_uuid: ['The private key of a GitHub App must be an RSA key.'] },
    ]);
  });

  it('is not deleted while an application is made from it, and names those that are', async () => {
    const { id, uuid } = await apps.add();
    const application = await apps.addApplication(uuid, { name: 'shop' });
    expect((await test.call('GET', `/github-apps/${id}/applications`)).body).toEqual({
      applications: [{ uuid: application, name: 'shop' }],
    });
    const { status, body } = await test.call('DELETE', `/github-apps/${id}`);
    expect([status, body.message]).toEqual([
      409,
      'This GitHub app is being used by 1 application(s). Please delete all applications first.',
    ]);
  });

  it('of another organization is not there', async () => {
    const { id, uuid } = await apps.add();
    const { token, place } = await test.stranger();
    expect((await test.call('GET', `/github-apps/${id}/repositories`, undefined, token)).status).toBe(404);
    expect((await test.call('PATCH', `/github-apps/${uuid}`, { name: 'x' }, token)).status).toBe(404);
    const body = {
      ...place,
      github_app_uuid: uuid,
      git_repository: 'acme/web',
      git_branch: 'main',
      build_pack: 'nixpacks',
    };
    expect((await test.call('POST', '/applications/private-github-app', body, token)).status).toBe(404);
  });
});

describe('the repositories of a GitHub App', () => {
  it('are listed over all pages', async () => {
    github.repositories = Array.from({ length: 130 }, (_, id) => ({
      id,
      full_name: `acme/web${id}`,
      branches: [],
    }));
    const { id } = await apps.add();
    const { body } = await test.call('GET', `/github-apps/${id}/repositories`);
    expect(body.repositories).toHaveLength(130);
    expect(body.repositories[0]).toMatchObject({
      id: 0,
      name: 'web0',
      full_name: 'acme/web0',
      private: true,
    });
  });

  it('have branches', async () => {
    const { id } = await apps.add();
    const { body } = await test.call('GET', `/github-apps/${id}/repositories/acme/web/branches`);
    expect(body.branches.map(({ name }: { name: string }) => name)).toEqual(['main', 'dev']);
  });

  it.each(['acme/other', 'acme/..', '../web'])('have none for %s', async (name) => {
    const { id } = await apps.add();
    const [owner = '', repo = ''] = name.split('/').map(encodeURIComponent);
    const path = `/github-apps/${id}/repositories/${owner.replaceAll('.', '%2E')}/${repo.replaceAll('.', '%2E')}/branches`;
    expect((await test.call('GET', path)).status).toBe(404);
  });

  it('are not listed once its key is no RSA key any more', async () => {
    const { id } = await apps.add();
    const { body: other } = await test.call('POST', '/security/keys/generate', { name: 'other' });
    const { unscoped: db } = test.server.database;
    const { privateKeySealed, publicKey } = await db.privateKey.findUniqueOrThrow({
      where: { uuid: other.uuid },
    });
    const before = await db.privateKey.findUniqueOrThrow({ where: { uuid: apps.keyUuid } });
    await db.privateKey.update({ where: { uuid: apps.keyUuid }, data: { privateKeySealed, publicKey } });
    const { status } = await test.call('GET', `/github-apps/${id}/repositories`);
    const restored = { privateKeySealed: before.privateKeySealed, publicKey: before.publicKey };
    await db.privateKey.update({ where: { uuid: apps.keyUuid }, data: restored });
    expect(status).toBe(400);
  });

  it('are not listed when GitHub refuses or is away, with the reason', async () => {
    const { id } = await apps.add();
    await test.call('PATCH', `/github-apps/${id}`, { app_id: 1 });
    const refused = await test.call('GET', `/github-apps/${id}/repositories`);
    expect([refused.status, refused.body.message]).toEqual([
      400,
      'GitHub refused the GitHub App: Bad credentials',
    ]);
    github.outage = 502;
    expect((await test.call('GET', `/github-apps/${id}/repositories`)).status).toBe(503);
  });
});
