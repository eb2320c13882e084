import type { Page } from '@playwright/test';
import { totpCodeAt } from '../../src/auth/totp';
import { Secret } from '../../src/domain/secret';
import { expect, signIn, test } from './fixture';
import { enterPassword, prepareMember, signOut } from './people';

const stepMs = 30_000;

// A refused code is a refused request, which the browser notes.
test.use({ expectedMessages: [/status of (400|401)/] });

/** From the account menu to the second factor being on; answers its secret and the recovery codes. */
async function turnOn(page: Page, password: string): Promise<{ secret: Secret; recoveryCodes: string[] }> {
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Two-factor' }).click();
  await page.getByRole('button', { name: 'Set up two-factor authentication' }).click();
  await page.getByLabel('Your password').fill('not the password');
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await page.getByLabel('Your password').fill(password);
  await page.getByRole('button', { name: 'Continue' }).click();

  await expect(page.getByRole('img', { name: /^QR code/ })).toBeVisible();
  await page.getByText('Can’t scan it?').click();
  const secret = new Secret((await page.getByText(/^[A-Z2-7]{32}$/).textContent()) ?? '');
  await page.getByLabel('One-time code').fill('000000');
  await expect(page.getByRole('main').getByRole('alert')).toBeVisible();
  await page.getByLabel('One-time code').fill(totpCodeAt(secret, new Date()));

  const codes = page.getByRole('list', { name: 'Recovery codes' }).getByRole('listitem');
  await expect(codes).toHaveCount(10);
  const recoveryCodes = await codes.allTextContents();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  expect((await download).suggestedFilename()).toBe('gantry-recovery-codes.txt');
  await page.getByRole('button', { name: 'I have saved these codes' }).click();
  await expect(page.getByText('On', { exact: true })).toBeVisible();
  await expect(page.getByText(recoveryCodes[0] ?? '')).toBeHidden();
  return { secret, recoveryCodes };
}

test('two-factor is turned on, asked for at sign-in, survives a lost phone, and is turned off', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Grace Hopper');
  await signOut(page);
  await enterPassword(page, person);
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  const { secret, recoveryCodes } = await turnOn(page, person.password);
  const [first = '', second = ''] = recoveryCodes;

  await signOut(page);
  await enterPassword(page, person);
  await page.getByLabel('One-time code').fill('000000');
  await expect(page.getByText('That code is incorrect.')).toBeVisible();
  // The step of the setup is used up; the server also takes the next one, for clocks that differ.
  await page.getByLabel('One-time code').fill(totpCodeAt(secret, new Date(Date.now() + stepMs)));
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();

  await signOut(page);
  await enterPassword(page, person);
  await page.getByRole('button', { name: 'Use a recovery code' }).click();
  await page.getByLabel('Recovery code').fill(first);
  await page.getByRole('button', { name: 'Verify' }).click();
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await page.goto('/account/two-factor');
  await expect(page.getByText('9 left')).toBeVisible();

  await page.getByRole('button', { name: 'Turn off' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(person.password);
  await dialog.getByLabel('One-time code').fill(first);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(dialog.getByRole('alert')).toBeVisible(); // a recovery code works once
  await dialog.getByLabel('One-time code').fill(second);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await expect(page.getByRole('button', { name: 'Set up two-factor authentication' })).toBeVisible();

  await signOut(page);
  await signIn(page);
  await page.goto('/organization/audit');
  await page.getByLabel('Search the audit log').fill(person.email);
  const rows = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
  for (const done of ['Switched two-factor authentication on', 'Switched two-factor authentication off'])
    await expect(rows.filter({ hasText: done }).filter({ hasText: 'Done' })).toHaveCount(1);
});
