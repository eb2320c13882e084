import { expect, signIn, test } from './fixture';
import { prepareServer } from './prepared';

test.describe(() => {
  test.use({ expectedMessages: [/status of 400/] });

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
