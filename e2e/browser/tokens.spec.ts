import type { Page } from '@playwright/test';
import { curl } from './curl';
import { expect, signIn, test } from './fixture';
import { call } from './session-call';

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

/** The token on the page, taken by its copy button. */
async function copyToken(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Copy token' }).click();
  return page.evaluate(() => navigator.clipboard.readText());
}

test('a token is created, copied, used with curl, rotated and revoked', async ({ page, gantry }) => {
  const projects = `${gantry.url}/api/v1/projects`;
  await signIn(page);
  await page.goto('/tokens');
  await page.getByRole('link', { name: 'New token' }).click();
  await page.getByLabel('Name').fill('Continuous integration');
  await page.getByRole('radio', { name: /^Read List/ }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  await expect(page.getByText('This token is shown only once')).toBeVisible();
  const token = await copyToken(page);
  expect(token).toMatch(/^gnt_pat_/);
  for (const spelling of [/^\d+\|/, /^[0-9A-Za-z]{12}-/])
    expect((await curl(projects, (await page.getByText(spelling).textContent()) ?? '')).status).toBe(200);
  await page.getByRole('button', { name: 'I have copied the token' }).click();
  await expect(page.getByText(token)).toHaveCount(0);

  expect((await curl(projects, token)).status).toBe(200);
  const create = ['-X', 'POST', '-H', 'Content-Type: application/json', '-d', '{"name":"By token"}'];
  expect((await curl(projects, token, ...create)).status).toBe(403);

  await page.getByRole('link', { name: 'Continuous integration' }).click();
  await expect(page.getByText('Everything except secrets and the audit log')).toBeVisible();
  await page.getByRole('button', { name: 'Rotate' }).click();
  await page.getByLabel('Keep the old token for').selectOption('one hour');
  await page.getByRole('button', { name: 'Rotate token' }).click();
  await expect(page.getByRole('dialog').getByText('This token is shown only once')).toBeVisible();
  const rotated = await copyToken(page);
  expect(rotated).not.toBe(token);
  await page.getByRole('button', { name: 'I have copied the token' }).click();
  const replaced = await curl(projects, token);
  expect(replaced.status).toBe(200);
  expect(replaced.headers.get('deprecation')).toBe('true');
  expect((await curl(projects, rotated)).headers.has('deprecation')).toBe(false);

  await page.goto('/tokens');
  await expect(page.getByText('Being replaced')).toBeVisible();
  for (const last of [false, true]) {
    await page.getByRole('button', { name: 'Revoke Continuous integration' }).first().click();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await expect(page.getByRole('dialog')).toBeHidden();
    await expect(page.getByRole('link', { name: 'Continuous integration' })).toHaveCount(last ? 0 : 1);
  }
  expect((await curl(projects, token)).status).toBe(401);
  expect((await curl(projects, rotated)).status).toBe(401);
});

test('restrictions are kept: what it reaches, from where, how often', async ({ page, gantry }) => {
  await signIn(page);
  await page.goto('/projects');
  const inside = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Within reach' });
  const outside = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Out of reach' });
  await page.goto('/tokens/new');
  await page.getByLabel('Name').fill('Narrow');
  await page.getByText('Restrictions', { exact: true }).click();
  await page.getByRole('radio', { name: /^Selected resources/ }).click();
  await page.getByLabel('Add a resource').selectOption({ label: 'Within reach' });
  await page.getByLabel('Addresses').fill('127.0.0.1\n::1');
  await page.getByLabel('Rate limit').fill('3');
  await page.getByLabel('Within', { exact: true }).selectOption('one hour');
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await copyToken(page);
  const url = (uuid: string) => `${gantry.url}/api/v1/projects/${uuid}`;
  expect((await curl(url(inside.uuid), token)).status).toBe(200);
  expect((await curl(url(outside.uuid), token)).status).toBe(404);
  await curl(url(inside.uuid), token);
  expect((await curl(url(inside.uuid), token)).status).toBe(429);

  await page.getByRole('button', { name: 'I have copied the token' }).click();
  await page.getByRole('link', { name: 'Narrow' }).click();
  await expect(page.getByText('Within reach', { exact: true })).toBeVisible();
  await page.getByLabel('Addresses').fill('203.0.113.7');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByText('Token saved')).toBeVisible();
  expect((await curl(url(inside.uuid), token)).status).toBe(401);
});

test('individual permissions are chosen in words', async ({ page, gantry }) => {
  await signIn(page);
  await page.goto('/tokens/new');
  await page.getByLabel('Name').fill('Individual permissions');
  await page.getByRole('radio', { name: /^Custom/ }).click();
  await page.getByRole('button', { name: 'Deploy', exact: true }).click();
  await page.getByText('Individual permissions', { exact: true }).click();
  await page.getByRole('button', { name: 'Create projects' }).click();
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await copyToken(page);
  const create = ['-X', 'POST', '-H', 'Content-Type: application/json', '-d', '{"name":"By permission"}'];
  expect((await curl(`${gantry.url}/api/v1/projects`, token, ...create)).status).toBe(201);
  expect((await curl(`${gantry.url}/api/v1/servers`, token)).status).toBe(403);
  await page.getByRole('button', { name: 'I have copied the token' }).click();
  await expect(page.getByText('deploy, 1 permission')).toBeVisible();
});
