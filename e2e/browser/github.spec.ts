import { randomUUID } from 'node:crypto';
import { GITHUB_APP_PATH } from '../../src/domain/webhook/paths';
import { type FakeGitHub, startFakeGitHub } from '../../src/services/github-apps/testing';
import { paths } from '../../src/ui/paths';
import { expect, signIn, test } from './fixture';
import { createProject, deploymentLimit, stateOf } from './journey-steps';
import { prepareServer } from './prepared';
import { call } from './session-call';

const repository = 'acme/shop';
const files = (note: string) => ({ Dockerfile: `FROM gantry-test/web:1\nENV NOTE="${note}"\n` });

let github: FakeGitHub;
let firstCommit: string;
test.beforeAll(async ({ lab }) => {
  ({ commit: firstCommit } = await lab.git.createRepo(repository, files('first')));
  github = await startFakeGitHub({ host: lab.gateway, git: new URL(lab.git.httpUrl(repository)).origin });
  github.repositories = [{ id: 42, full_name: repository, branches: ['main'] }];
});
test.afterAll(() => github.stop());

test('from a GitHub App that GitHub creates to a merged pull request', async ({
  page,
  lab,
  host,
  gantry,
}) => {
  await signIn(page);
  await prepareServer(page, lab, host);

  /** Call Gantry as GitHub does. */
  const hook = async (event: string, payload: object) => {
    const body = JSON.stringify({ repository: { id: 42, full_name: repository }, ...payload });
    const answer = await fetch(gantry.url + GITHUB_APP_PATH, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        'X-GitHub-Event': event,
        'X-GitHub-Delivery': randomUUID(),
        'X-GitHub-Hook-Installation-Target-Id': String(github.appId),
        'X-Hub-Signature-256': github.sign(body),
      },
      body,
    });
    expect(await answer.json()).toMatchObject([{ status: 'queued' }]);
  };
  const pullRequest = async (action: 'opened' | 'closed', sha: string) =>
    hook('pull_request', {
      action,
      number: 7,
      pull_request: {
        title: 'Change',
        state: action === 'closed' ? 'closed' : 'open',
        html_url: `${github.url}/${repository}/pull/7`,
        user: { login: 'ada' },
        author_association: 'OWNER',
        base: { ref: 'main' },
        head: { sha, ref: 'change', repo: { full_name: repository } },
      },
    });
  const push = (after: string) =>
    hook('push', {
      ref: 'refs/heads/main',
      before: 'b'.repeat(40),
      after,
      created: false,
      deleted: false,
      forced: false,
      head_commit: { id: after },
      commits: [{ message: 'Change', added: [], removed: [], modified: ['Dockerfile'] }],
    });
  const noteAt = async (name: string) => {
    const answer = await page.request.get(`http://${host.ip}/cgi-bin/environ`, { headers: { Host: name } });
    return (await answer.text()).split('\0').find((line) => line.startsWith('NOTE=')) ?? answer.status();
  };

  await test.step('create the app at GitHub and install it', async () => {
    await page.goto(paths.sources());
    await page.getByRole('button', { name: 'Create on GitHub' }).click();
    await page.getByLabel('Name').fill('Gantry of Acme');
    await page.getByText('GitHub Enterprise').click();
    await page.getByLabel('Address').fill(github.url);
    await page.getByLabel('API').fill(github.url);
    await page.getByRole('button', { name: 'Continue on GitHub' }).click();
    await page.getByRole('button', { name: 'Create GitHub App' }).click();
    await page.getByRole('button', { name: 'Install' }).click();
    await expect(page.getByText('Gantry of Acme is installed')).toBeVisible();
  });

  await test.step('rename it, with its secrets left as they are', async () => {
    await page.goto(paths.sources());
    await page.getByRole('button', { name: 'Edit Gantry of Acme' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Acme');
    await page.getByLabel('GitHub organization').fill('acme');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByRole('button', { name: 'Edit Acme' })).toBeVisible();
    await expect(page.getByText(`acme · ${github.url}`)).toBeVisible();
  });

  await test.step('deploy one of its repositories', async () => {
    await createProject(page, 'Shop');
    await page.getByRole('link', { name: 'New application' }).first().click();
    await page.getByRole('radio', { name: 'GitHub App' }).click();
    await page.getByLabel('GitHub App', { exact: true }).last().selectOption({ label: 'Acme' });
    await page.getByLabel('Repository').selectOption(repository);
    await page.getByLabel('Build pack').selectOption('dockerfile');
    await page.getByLabel('Name').fill('shop');
    await page.getByLabel('Port').fill('8080');
    await page.getByLabel('Domain').fill('http://shop.lab.test');
    await page.getByRole('button', { name: 'Create and deploy' }).click();
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    expect(await noteAt('shop.lab.test')).toBe('NOTE=first');
  });
  const application = /applications\/([a-z0-9]+)/.exec(page.url())?.[1] ?? '';

  await test.step('watch a push being deployed', async () => {
    await page.goto(paths.applicationDeployments(application));
    const { commit } = await lab.git.commit(repository, files('second'), 'Change');
    await push(commit);
    await page
      .getByRole('link', { name: commit.slice(0, 7) })
      .first()
      .click(deploymentLimit);
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    expect(await noteAt('shop.lab.test')).toBe('NOTE=second');
    await expect
      .poll(() => github.statuses.filter(({ path }) => path.endsWith(commit)).map(({ body }) => body.state))
      .toContain('success');
  });

  await test.step('go back to the release before it, after reading what changes', async () => {
    await page.goto(paths.applicationDeployments(application));
    // Of the two releases, the other one runs.
    await page.getByRole('button', { name: 'Roll back' }).click();
    const dialog = page.getByRole('dialog', { name: 'Roll shop back?' });
    await expect(dialog.getByText('No downtime')).toBeVisible();
    const image = dialog.getByRole('definition').filter({ hasText: /^From / });
    await expect(image).toContainText(new RegExp(`to \\S+:${firstCommit}$`));
    await dialog.getByRole('button', { name: 'Roll back' }).click();
    await expect(page).toHaveURL(/\/deployments\/[a-z0-9]+$/);
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    expect(await noteAt('shop.lab.test')).toBe('NOTE=first');
  });

  await test.step('see the preview of a pull request, and its end when it is merged', async () => {
    await call(page, 'patch', `/applications/${application}`, { is_preview_deployments_enabled: true });
    await page.goto(paths.applicationPreviews(application));
    const { commit } = await lab.git.commit(repository, files('third'), 'Change', 'refs/pull/7/head');
    await pullRequest('opened', commit);
    await expect(page.getByRole('link', { name: '7.shop.lab.test' })).toBeVisible();
    await expect(page.getByText('Deployed', { exact: true })).toBeVisible(deploymentLimit);
    expect(await noteAt('7.shop.lab.test')).toBe('NOTE=third');
    await expect
      .poll(() => [...github.comments.values()].map(({ body }) => body).join())
      .toContain('It is deployed.');
    await pullRequest('closed', commit);
    const merged = await lab.git.commit(repository, files('third'), 'Merge');
    await push(merged.commit);
    await expect(page.getByRole('link', { name: '7.shop.lab.test' })).toBeHidden(deploymentLimit);
    await expect.poll(() => noteAt('shop.lab.test'), deploymentLimit).toBe('NOTE=third');
    expect(await noteAt('7.shop.lab.test')).toBe(404);
  });
});
