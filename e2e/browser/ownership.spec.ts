import type { Page } from '@playwright/test';
import { expect, signIn, test } from './fixture';
import { memberElsewhere, type Person } from './people';
import { call } from './session-call';

interface Named {
  id: string;
  name: string;
}

/** An organization of its own for the test, which the page then works in: the first one keeps its owner. */
async function workIn(page: Page, name: string): Promise<void> {
  const { id } = await call<Named>(page, 'post', '/organizations', { name });
  await call(page, 'post', `/organizations/${id}/activate`);
}

async function offerTo(page: Page, { name, email }: Person): Promise<void> {
  await page.getByLabel('New owner').selectOption(`${name} (${email})`);
  await page.getByRole('button', { name: 'Offer ownership' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Offer ownership' }).click();
  await expect(page.getByText(`Offered to ${name}`)).toBeVisible();
}

test('ownership is offered and taken back, declined, and in the end accepted', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  await workIn(page, 'Handed on');
  const { person: heir, theirs } = await memberElsewhere(page, 'Barbara Liskov');

  await page.goto('/organization');
  await offerTo(page, heir);
  await theirs.goto('/organization');
  await expect(theirs.getByText('Handed on is offered to you')).toBeVisible();
  await page.getByRole('button', { name: 'Withdraw offer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Withdraw offer' }).click();
  await expect(page.getByLabel('New owner')).toBeVisible();
  await theirs.reload();
  await expect(theirs.getByText('Only an owner can transfer the organization.')).toBeVisible();

  await offerTo(page, heir);
  await theirs.reload();
  await theirs.getByRole('button', { name: 'Decline' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: 'Decline' }).click();
  await expect(theirs.getByText('Only an owner can transfer the organization.')).toBeVisible();
  await page.reload();

  await offerTo(page, heir);
  await theirs.reload();
  await theirs.getByRole('button', { name: 'Accept ownership' }).click();
  await theirs.getByRole('dialog').getByRole('button', { name: 'Accept ownership' }).click();
  await expect(theirs.getByText('You are now the owner')).toBeVisible();
  await theirs.goto('/organization/audit?action=organization.');
  await expect(theirs.getByText('Became owner of organization Handed on')).toBeVisible();
  await theirs.context().close();

  await page.goto('/organization/members');
  const rows = page.getByRole('list', { name: 'Members' }).getByRole('listitem');
  await expect(rows.filter({ hasText: heir.email })).toContainText('Owner');
  await expect(rows.filter({ hasText: '(you)' })).toContainText('Admin');
});
