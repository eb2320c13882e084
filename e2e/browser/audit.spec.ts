import { readFile } from 'node:fs/promises';
import { expect, signIn, test } from './fixture';
import { enterPassword, prepareMember } from './people';
import { call } from './session-call';

test('whatever was done is in the audit log, with what changed', async ({ page, playwright, gantry }) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Hedy Lamarr');
  const project = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Before' });
  await call(page, 'patch', `/projects/${project.uuid}`, { name: 'After' });
  const key = await call<{ id: string; token: string }>(page, 'post', '/tokens', {
    name: 'Of the audit test',
    abilities: ['read'],
  });
  const client = await playwright.request.newContext({
    extraHTTPHeaders: { Authorization: `Bearer ${key.token}` },
  });
  const refused = await client.post(`${gantry.url}/api/v1/projects`, { data: { name: 'No' } });
  expect(refused.status()).toBe(403);
  await client.dispose();
  await call(page, 'post', `/tokens/${key.id}/rotate`, { grace_seconds: 60 });

  await page.goto('/organization/audit');
  const rows = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
  await expect(rows.first()).toContainText('Rotated API token Of the audit test');

  await page.getByLabel('Kind').selectOption('API tokens');
  await expect(rows.filter({ hasText: 'Created API token' }).first()).toBeVisible();
  await expect(rows.filter({ hasText: 'Changed project' })).toHaveCount(0);

  await page.getByLabel('Kind').selectOption('Projects');
  await rows.filter({ hasText: 'Changed project' }).first().click();
  const drawer = page.getByRole('dialog');
  await expect(drawer.getByRole('strong').getByText('After', { exact: true })).toBeVisible(); // as it is called now
  const change = drawer.getByRole('region', { name: 'What changed' });
  await expect(change.getByText('Before', { exact: true })).toBeVisible();
  await expect(change.getByText('After', { exact: true })).toBeVisible();
  await drawer.getByRole('link', { name: 'History' }).click();
  await expect(page.getByText(`History of ${project.uuid}`)).toBeVisible();
  await expect(rows).toHaveCount(2);
  await page.getByRole('button', { name: 'Show all targets' }).click();

  await page.getByLabel('Kind').selectOption('Everything');
  await page.getByLabel('Outcome').selectOption('Denied');
  await expect(rows.filter({ hasText: 'Create project' }).first()).toContainText('Of the audit test');

  await page.getByLabel('Outcome').selectOption('Any outcome');
  await page.getByLabel('Search the audit log').fill(person.email);
  await expect(rows.filter({ hasText: `Accepted invitation ${person.email}` })).toHaveCount(1);
});

test('the log is read a page at a time, and taken away as a file', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  // Deleted again: other tests read the projects of the same Gantry, which draws sixty at first.
  for (let count = 0; count < 55; count += 1) {
    const { uuid } = await call<{ uuid: string }>(page, 'post', '/projects', {
      name: `Of a long list ${count}`,
    });
    await call(page, 'delete', `/projects/${uuid}`);
  }
  await page.goto('/organization/audit?action=project.create&outcome=success');
  const rows = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
  await expect(rows).toHaveCount(50);
  await page.getByRole('button', { name: 'Load more' }).click();
  await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(55);

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const file = await (await download).path();
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.length).toBeGreaterThanOrEqual(55);
  expect(lines.map((line) => JSON.parse(line).action).every((action) => action === 'project.create')).toBe(
    true,
  );
});

test('a sign-in is there, the right one and the wrong one', async ({ page, browser, gantry }) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Radia Perlman');
  const context = await browser.newContext({ baseURL: gantry.url });
  const elsewhere = await context.newPage();
  await enterPassword(elsewhere, { ...person, password: 'not the one that was chosen' });
  await expect(elsewhere.getByText('Incorrect email or password.')).toBeVisible();
  await enterPassword(elsewhere, person);
  await expect(elsewhere.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await context.close();

  await page.goto('/organization/audit?action=session.');
  await page.getByLabel('Search the audit log').fill(person.email);
  const rows = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
  await expect(rows.filter({ hasText: 'Signed in' }).filter({ hasText: 'Done' })).toHaveCount(1);
  await expect(rows.filter({ hasText: 'Sign in' }).filter({ hasText: 'Denied' })).toHaveCount(1);
});
