import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { organizationScopeOf } from '../../services/context';
import { loadPlanned } from '../../services/deployments/load';
import { sourceSpec } from '../../services/deployments/spec-source';
import type { FakeGitHub } from '../../services/github-apps/testing';
import type { ApplicationTest } from '../application/testing';
import { GitHubAppTest } from './github-app.testing';

const OTHER = 900;

let apps: GitHubAppTest;
let github: FakeGitHub;
let test: ApplicationTest;
beforeAll(async () => {
  apps = await GitHubAppTest.start();
  ({ github, test } = apps);
});
afterAll(() => apps.stop());
beforeEach(async () => {
  await apps.reset();
  github.others = [{ id: OTHER, account: 'globex' }];
  github.repositories.push({ id: 43, full_name: 'globex/api', branches: ['main'], installation: OTHER });
});

const refreshed = async (uuid: string) =>
  (await test.call('POST', `/github-apps/${uuid}/installations/refresh`)).body;
const stored = async (uuid: string) =>
  (await test.call('GET', `/github-apps/${uuid}/installations`)).body.installations as {
    account: string;
    is_suspended: boolean;
    missing_permissions: string[];
  }[];
const first = async (uuid: string) =>
  (await test.call('GET', '/github-apps')).body.find((app: { uuid: string }) => app.uuid === uuid)
    .installation_id;
const row = (uuid: string) =>
  test.server.database.unscoped.application.findFirstOrThrow({ where: { workload: { uuid } } });

/** The source of a deployment of an application, as a job reads it. */
async function source(application: string) {
  const scope = organizationScopeOf(test.server.services, test.server.owner.organizationId);
  return sourceSpec(scope, await loadPlanned(scope, application, { uuid: 'a'.repeat(24), force: false }));
}

describe('the installations of a GitHub App', () => {
  it('are listed by account, with what is wrong there', async () => {
    const { uuid } = await apps.add();
    expect(await stored(uuid)).toEqual([]);
    github.others = [{ id: OTHER, account: 'globex', isSuspended: true }];
    github.withheld = ['statuses'];
    expect(await refreshed(uuid)).toMatchObject({
      installations: [
        {
          account: 'acme',
          account_type: 'Organization',
          installation_id: github.installationId,
          html_url: `${github.url}/organizations/acme/settings/installations/${github.installationId}`,
          is_suspended: false,
          missing_permissions: ['statuses'],
        },
        { account: 'globex', is_suspended: true },
      ],
    });
    github.others = [];
    github.withheld = [];
    await refreshed(uuid);
    expect(await stored(uuid)).toMatchObject([{ account: 'acme', missing_permissions: [] }]);
  });

  it('of another organization are not there', async () => {
    const { uuid } = await apps.add();
    const { token } = await test.stranger();
    for (const [method, path] of [
      ['GET', ''],
      ['POST', '/refresh'],
    ])
      expect(
        (await test.call(method ?? '', `/github-apps/${uuid}/installations${path}`, undefined, token)).status,
      ).toBe(404);
  });

  it('give their repositories together, and one that fails does not hide the others', async () => {
    const { uuid } = await apps.add();
    const names = async () => {
      const { body } = await test.call('GET', `/github-apps/${uuid}/repositories`);
      return [
        body.repositories.map(({ full_name }: { full_name: string }) => full_name),
        body.is_complete,
        body.unread,
      ];
    };
    expect(await names()).toEqual([['acme/web', 'globex/api'], true, []]);
    github.others = [{ id: OTHER, account: 'globex', isSuspended: true }];
    expect(await names()).toEqual([
      ['acme/web'],
      true,
      [{ account: 'globex', reason: expect.stringContaining('Unsuspend it on GitHub') }],
    ]);
  });

  it('say when there are more repositories than are listed', async () => {
    github.others = [];
    github.repositories = Array.from({ length: 2001 }, (_, id) => ({
      id: id + 1,
      full_name: `acme/web${id}`,
      branches: [],
    }));
    const { uuid } = await apps.add();
    const { body } = await test.call('GET', `/github-apps/${uuid}/repositories`);
    expect([body.repositories.length, body.is_complete]).toEqual([2000, false]);
    // A repository beyond them can still be deployed.
    const application = await apps.addApplication(uuid, { git_repository: 'acme/web2000' });
    expect(await row(application)).toMatchObject({ repositoryId: 2001 });
  });

  it('are asked for branches by the repository that they open', async () => {
    const { uuid } = await apps.add();
    const { body } = await test.call('GET', `/github-apps/${uuid}/repositories/globex/api/branches`);
    expect(body.branches).toMatchObject([{ name: 'main' }]);
  });
});

describe('an application from a second installation', () => {
  const addOther = (uuid: string) => apps.addApplication(uuid, { git_repository: 'globex/api' });

  it('is fetched with a token of that installation', async () => {
    const { uuid } = await apps.add();
    const application = await addOther(uuid);
    expect(await row(application)).toMatchObject({ repositoryId: 43, githubInstallationId: OTHER });
    github.grants = [];
    expect(await source(application)).toMatchObject({ repository: `${github.url}/globex/api.git` });
    expect(github.grants).toEqual([{ repository_ids: [43], permissions: { contents: 'read' } }]);
    expect(await first(uuid)).toBe(github.installationId);
  });

  it('follows its repository when it was transferred, and its app when it was installed again', async () => {
    const { uuid } = await apps.add();
    const application = await addOther(uuid);
    github.repositories = [{ id: 43, full_name: 'acme/api', branches: ['main'] }];
    github.moved.set('globex/api', 43);
    expect(await source(application)).toMatchObject({ repository: `${github.url}/acme/api.git` });
    expect(await row(application)).toMatchObject({ githubInstallationId: github.installationId });
    github.others = [{ id: 901, account: 'globex' }];
    github.repositories = [{ id: 43, full_name: 'globex/api', branches: ['main'], installation: 901 }];
    github.moved.clear();
    await source(application);
    expect(await row(application)).toMatchObject({ githubInstallationId: 901 });
  });

  it('says what to do when the app is not installed there, is suspended, or was not given the repository', async () => {
    const { uuid } = await apps.add();
    const application = await addOther(uuid);
    github.others = [{ id: OTHER, account: 'globex', isSuspended: true }];
    await expect(source(application)).rejects.toThrow('on globex is suspended. Unsuspend it on GitHub: ');
    github.others = [{ id: OTHER, account: 'globex' }];
    github.repositories = [];
    await expect(source(application)).rejects.toThrow(
      `has no access to globex/api. Give it access on GitHub: ${github.url}/organizations/globex`,
    );
    github.others = [];
    await expect(source(application)).rejects.toThrow(
      `is not installed on globex. Install it: ${github.url}/apps/acme-gantry/installations/new`,
    );
    const { uuid: other } = await apps.add();
    await expect(addOther(other)).rejects.toThrow('is not installed on globex. Install it');
  });

  it('says which permission is missing to read it', async () => {
    const { uuid } = await apps.add();
    const application = await addOther(uuid);
    github.withheld = ['contents'];
    await expect(source(application)).rejects.toThrow('“Contents: Read-only”');
  });

  it('changes to the installation of another repository', async () => {
    const { uuid } = await apps.add();
    const application = await addOther(uuid);
    const change = (git_repository: string) =>
      test.call('PATCH', `/applications/${application}`, { git_repository });
    expect((await change('acme/web')).status).toBe(200);
    expect(await row(application)).toMatchObject({
      repositoryId: 42,
      githubInstallationId: github.installationId,
    });
    const refused = await change('acme/missing');
    expect([refused.status, refused.body.errors.git_repository]).toEqual([
      422,
      [expect.stringContaining('has no access to acme/missing')],
    ]);
  });
});

describe('a call of GitHub about an installation', () => {
  const about = (installation: Record<string, unknown>) => ({
    app_id: github.appId,
    account: { login: 'initech', type: 'User' },
    html_url: 'https://github.com/settings/installations/901',
    suspended_at: null,
    permissions: { contents: 'read', metadata: 'read' },
    updated_at: '2026-02-01T00:00:00Z',
    ...installation,
  });

  it('adds, changes and removes it, and lets another one be the first', async () => {
    const { uuid } = await apps.add();
    await apps.hook('installation', { action: 'created', installation: about({ id: 901 }) });
    expect(await stored(uuid)).toMatchObject([
      {
        account: 'initech',
        is_suspended: false,
        missing_permissions: ['deployments', 'pull_requests', 'statuses'],
      },
    ]);
    const suspended_at = '2026-02-02T00:00:00Z';
    await apps.hook('installation', { action: 'suspend', installation: about({ id: 901, suspended_at }) });
    expect((await stored(uuid))[0]?.is_suspended).toBe(true);
    const late = { id: 901, updated_at: 1_700_000_000 };
    await apps.hook('installation_repositories', { action: 'added', installation: about(late) });
    expect((await stored(uuid))[0]?.is_suspended).toBe(true);
    expect(await first(uuid)).toBe(github.installationId);
    await apps.hook('installation', {
      action: 'deleted',
      installation: about({ id: github.installationId }),
    });
    expect(await first(uuid)).toBe(901);
    await apps.hook('installation', { action: 'deleted', installation: about({ id: 901 }) });
    expect([await first(uuid), await stored(uuid)]).toEqual([null, []]);
  });

  it.each([
    { id: 0 },
    { id: 2 ** 31 },
    { id: '901' },
    { id: 901, account: { login: 'a\0b', type: 7 } },
    { id: 901, permissions: 'all' },
    { id: 901, permissions: { contents: ['read'] } },
    { id: 901, html_url: 'javascript:alert(1)' },
    { id: 901, updated_at: 'yesterday' },
    { id: 901, account: null },
  ])('with hostile values is answered and stores nothing that does harm: %j', async (hostile) => {
    const { uuid } = await apps.add();
    expect(
      (await apps.hook('installation', { action: 'created', installation: about(hostile) })).status,
    ).toBe(202);
    for (const installation of await stored(uuid)) {
      expect(installation).toMatchObject({
        installation_id: 901,
        account: expect.stringMatching(/^[^\0]+$/),
      });
      expect(installation).toHaveProperty(
        'html_url',
        'html_url' in hostile ? null : 'https://github.com/settings/installations/901',
      );
    }
  });
});
