import type { Page } from '@playwright/test';
import { expect, signIn } from './fixture';
import { mailTo, test } from './outside-fixture';
import { owner } from './owner';
import { enterPassword, invite, newPerson, prepareMember, signOut } from './people';
import { call } from './session-call';

// A wrong password is a refused request, which the browser notes.
test.use({ expectedMessages: [/status of 401/] });

async function continueWithProvider(page: Page, from = '/sign-in'): Promise<void> {
  await page.goto(from);
  await page.getByRole('link', { name: 'Continue with Test ID' }).click();
}

function accountOf({ name, email }: { name: string; email: string }) {
  return { sub: email, email, email_verified: true, name };
}

test('a provider lets in whom this installation knows, and newcomers once registration is open', async ({
  page,
  browser,
  gantry,
  provider,
}) => {
  await signIn(page);
  const person = newPerson('Sophie Wilson');
  const elsewhere = await browser.newContext({ baseURL: gantry.url });
  const guest = await elsewhere.newPage();

  provider.person = null;
  await continueWithProvider(guest, '/sign-in?next=%2Ftokens');
  await expect(guest.getByText('The provider refused the sign-in, or you cancelled it.')).toBeVisible();
  provider.person = accountOf(person);
  await guest.getByRole('link', { name: 'Continue with Test ID' }).click();
  await expect(guest.getByText('Ask an admin to invite you.')).toBeVisible();

  await call(page, 'patch', '/settings', { is_registration_enabled: true });
  await guest.getByRole('link', { name: 'Continue with Test ID' }).click();
  await expect(guest.getByRole('heading', { name: 'API tokens' })).toBeVisible(); // where the way began
  await expect(guest.getByRole('button', { name: `Organization: ${person.name}` })).toBeVisible();
  await call(page, 'patch', '/settings', { is_registration_enabled: false });

  await signOut(guest);
  await continueWithProvider(guest);
  await expect(guest.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await elsewhere.close();
});

test('an invited person joins through the provider, without a password', async ({
  page,
  browser,
  gantry,
  provider,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const person = newPerson('Radia Perlman');
  const token = await invite(page, person.email);
  const elsewhere = await browser.newContext({ baseURL: gantry.url });
  const guest = await elsewhere.newPage();
  provider.person = accountOf(person);
  await continueWithProvider(guest, `/invitations/${token}`);
  await guest.getByRole('button', { name: `Join as ${person.name}` }).click();
  await expect(guest.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await expect(guest.getByRole('button', { name: `Organization: ${owner.organization}` })).toBeVisible();
  await elsewhere.close();
});

test('an account moves from its password to the provider, and the password is worth nothing then', async ({
  page,
  mailbox,
  provider,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Frances Allen');
  await signOut(page);
  await enterPassword(page, person);
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();

  provider.person = accountOf(person);
  await page.goto('/account/sign-in-method');
  await page.getByRole('button', { name: 'Change to Test ID' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill('not the password');
  await dialog.getByRole('button', { name: 'Continue to Test ID' }).click();
  await expect(dialog.getByText('This password is incorrect.')).toBeVisible();
  await dialog.getByLabel('Your password').fill(person.password);
  await dialog.getByRole('button', { name: 'Continue to Test ID' }).click();
  await expect(page.getByText('Your sign-in method was changed')).toBeVisible();
  await expect(page.getByText('You sign in with Test ID.')).toBeVisible();
  expect(await mailTo(mailbox, person.email, /with Test ID/)).toContain('Your password was deleted');

  await signOut(page);
  await enterPassword(page, person);
  await expect(page.getByText('Incorrect email or password.')).toBeVisible();
  await page.getByRole('link', { name: 'Continue with Test ID' }).click();
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await page.goto('/account/password');
  await expect(page.getByText('This account has no password.')).toBeVisible();
});
