import { expect, signIn, test } from './fixture';
import { enterPassword, prepareMember, signOut } from './people';

// A session that was ended is told by a refused request, which the browser notes.
test.use({ expectedMessages: [/status of 401/] });

test('sessions are listed, one is ended from elsewhere, then all of them', async ({
  page,
  browser,
  gantry,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Katherine Johnson');
  await signOut(page);
  await enterPassword(page, person);
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();

  const phone = await browser.newContext({
    baseURL: gantry.url,
    userAgent:
      'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.6 Mobile/15E148 Safari/604.1',
  });
  const pocket = await phone.newPage();
  await enterPassword(pocket, person);
  await expect(pocket.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();

  await page.goto('/account/sessions');
  const rows = page.getByRole('list', { name: 'Sessions' }).getByRole('listitem');
  await expect(rows).toHaveCount(2);
  await expect(rows.nth(0)).toContainText('This session');
  await expect(rows.nth(1)).toContainText('Safari on iPhone');
  await page.getByRole('button', { name: /^Sign out Safari on iPhone/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out' }).click();
  await expect(rows).toHaveCount(1);
  await pocket.reload();
  await expect(pocket.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  await phone.close();

  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await expect(page.getByText('You were signed out everywhere.')).toBeVisible();
  await page.goto('/account/sessions');
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
});

test('a changed password ends every session and is the one that works', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Dorothy Vaughan');
  await signOut(page);
  await enterPassword(page, person);
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await page.goto('/account/password');
  const password = 'five other unrelated words 1969';
  await page.getByLabel('Current password').fill(person.password);
  await page.getByLabel('New password').fill(password);
  await page.getByRole('button', { name: 'Change password' }).click();
  await expect(page.getByText('Your password was changed and every session ended.')).toBeVisible();
  await enterPassword(page, person);
  await expect(page.getByText('Incorrect email or password.')).toBeVisible();
  await enterPassword(page, { ...person, password });
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
});
