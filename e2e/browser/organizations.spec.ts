import type { Page } from '@playwright/test';
import { paths } from '../../src/ui/paths';
import { expect, signIn, test } from './fixture';
import { owner } from './owner';
import { call } from './session-call';

function switcher(page: Page, name: string) {
  return page.getByRole('button', { name: `Organization: ${name}` });
}

test('an organization is made, worked in, and left for another one, in every tab', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  const { uuid } = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Of the first' });
  await switcher(page, owner.organization).click();
  await page.getByRole('menuitem', { name: 'New organization' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Difference Engines');
  await page.getByRole('button', { name: 'Create organization' }).click();

  await expect(switcher(page, 'Difference Engines')).toBeVisible();
  await expect(page.getByText('Of the first')).toBeHidden();
  await call(page, 'post', '/projects', { name: 'Of the second' });
  await expect(page.getByRole('link', { name: 'Of the second' })).toBeVisible(); // heard, not asked for

  await page.goto('/organization/audit?action=organization.');
  const log = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
  await expect(log.filter({ hasText: 'Switched to organization' })).toHaveCount(1);
  await page.goto('/projects');

  const other = await page.context().newPage();
  await other.goto('/tokens');
  await expect(switcher(other, 'Difference Engines')).toBeVisible();
  await switcher(page, 'Difference Engines').click();
  await page.getByRole('menuitemradio', { name: owner.organization }).click();
  await expect(switcher(page, owner.organization)).toBeVisible();
  await expect(page.getByText('Of the second')).toBeHidden();
  await page.goto(paths.project(uuid)); // there for those alone who work in its organization
  await expect(page.getByRole('heading', { name: 'Of the first' })).toBeVisible();
  await expect(switcher(other, owner.organization)).toBeVisible();
  await other.close();
});
