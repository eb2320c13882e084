import { expect, signIn, test } from './fixture';
import { prepareServer } from './prepared';

test('a token is shown once, works, and stops working when it is revoked', async ({
  page,
  playwright,
  gantry,
}) => {
  await signIn(page);
  await page.goto('/tokens');
  await page.getByRole('button', { name: 'New token' }).click();
  await page.getByLabel('Name').fill('Continuous integration');
  await page.getByRole('radio', { name: 'Read', exact: false }).first().click();
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = (await page.getByRole('dialog').getByText(/^gnt_/).textContent()) ?? '';
  await page.getByRole('button', { name: 'I have copied it' }).click();
  await expect(page.getByText(token)).toBeHidden();

  const client = await playwright.request.newContext({
    baseURL: gantry.url,
    extraHTTPHeaders: { Authorization: `Bearer ${token}` },
  });
  expect((await client.get('/api/v1/projects')).status()).toBe(200);
  await page.getByRole('button', { name: 'Revoke Continuous integration' }).click();
  await page.getByRole('button', { name: 'Revoke token' }).click();
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(page.getByText('Continuous integration')).toBeHidden();
  expect((await client.get('/api/v1/projects')).status()).toBe(401);
  await client.dispose();
});

test.describe(() => {
  test.use({ expectedMessages: [/status of 422/] });

  test('a generated key shows its public line, and one that is in use stays', async ({ page, lab, host }) => {
    await signIn(page);
    await prepareServer(page, lab, host);
    await page.goto('/keys');
    await page.getByRole('button', { name: 'New key' }).click();
    await page.getByLabel('Name').fill('Fresh');
    await page.getByRole('button', { name: 'Generate key' }).click();
    await expect(page.getByRole('dialog').getByText(/^ssh-ed25519 /)).toBeVisible();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete key' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('Fresh')).toBeHidden();

    await page.getByRole('button', { name: 'Open lab key' }).click();
    await page.getByRole('button', { name: 'Delete', exact: true }).click();
    await page.getByRole('button', { name: 'Delete key' }).click();
    await expect(page.getByText('Private Key is in use and cannot be deleted.')).toBeVisible();
  });
});

test('the theme is chosen in the account menu and kept', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitemradio', { name: 'Dark' }).click();
  await expect(page.locator('html')).toHaveClass(/dark/);
  await page.reload();
  await expect(page.locator('html')).toHaveClass(/dark/);
});
