import { randomUUID } from 'node:crypto';
import { expect, signIn } from './fixture';
import { mailTo, test } from './outside-fixture';
import { enterPassword, prepareMember, signOut } from './people';

// Wrong passcodes and passwords are refused requests, which the browser notes.
test.use({ expectedMessages: [/status of (400|401)/] });

test('a forgotten password is replaced with the passcode of a mail', async ({ page, mailbox }) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Jean Bartik');
  await signOut(page);

  await page.getByRole('link', { name: 'Forgot password?' }).click();
  await expect(page.getByRole('heading', { name: 'Forgot your password?' })).toBeVisible();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByRole('button', { name: 'Send passcode' }).click();
  await expect(page.getByText('Check your inbox')).toBeVisible();
  const mail = await mailTo(mailbox, person.email, /passcode/);

  const password = 'five other unrelated words 1946';
  await page.getByRole('link', { name: 'Enter the passcode' }).click();
  await expect(page.getByLabel('E-mail')).toHaveValue(person.email);
  await page.getByLabel('One-time passcode').fill(randomUUID());
  const typed = page.getByRole('textbox', { name: 'New password' });
  await typed.fill('password');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('The password is too easy to guess.')).toBeVisible();
  await typed.fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Incorrect email or one-time passcode.')).toBeVisible();

  const link = /http\S+reset-password\S+/.exec(mail)?.[0] ?? '';
  await page.goto(link);
  await expect(page).toHaveURL(/\/reset-password$/); // the code is not left in the address
  await expect(typed).toBeFocused();
  await typed.fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was reset.')).toBeVisible();
  await enterPassword(page, person);
  await expect(page.getByText('Incorrect email or password.')).toBeVisible();
  await enterPassword(page, { ...person, password });
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();

  await signOut(page);
  await page.goto(link);
  await typed.fill('six more unrelated words 1947');
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Incorrect email or one-time passcode.')).toBeVisible();
  expect(await mailTo(mailbox, person.email, /was reset/)).toContain('API tokens were revoked');
});
