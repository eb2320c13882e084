import { expect, signIn, test } from './fixture';
import { stateOf } from './journey-steps';
import { prepareServer } from './prepared';

test('a machine without Docker says what is missing and how to fix it', async ({ page, lab, host }) => {
  const bare = await lab.bareHost();
  await signIn(page);
  await prepareServer(page, lab, host); // brings the key
  await page.goto('/servers/new');
  await page.getByLabel('Name', { exact: true }).fill('bare');
  await page.getByLabel('Address').fill(bare.ip);
  await page.getByLabel('Private key').selectOption({ label: 'lab key' });
  await page.getByRole('button', { name: 'Continue' }).click();
  await page.getByRole('button', { name: 'It matches, add server' }).click();
  await expect(stateOf(page, 'Not usable')).toBeVisible({ timeout: 60_000 });
  const steps = page.getByRole('list', { name: 'Validation steps' });
  await expect(steps.getByText('Failed').first()).toBeVisible();
  await expect(steps.getByText(/install/i).first()).toBeVisible();
  await expect(page.getByRole('button', { name: 'Install what is missing' })).toBeEnabled();
});

test('a changed host key blocks the server until the owner accepts it', async ({ page, lab }, {
  workerIndex,
}) => {
  const other = await lab.host(`another${workerIndex}`);
  await signIn(page);
  const server = await prepareServer(page, lab, other, 'another machine');
  await page.goto(`/servers/${server}`);
  await expect(stateOf(page, 'Ready')).toBeVisible();

  const pinned = other.hostKeyFingerprint;
  await other.rotateHostKey();
  await page.getByRole('button', { name: 'Validate' }).click();
  await expect(stateOf(page, 'Host key changed')).toBeVisible({ timeout: 60_000 });
  const warning = page.getByRole('main').getByRole('alert');
  await expect(warning.getByText(pinned)).toBeVisible();
  await expect(warning.getByText(other.hostKeyFingerprint)).toBeVisible();
  expect(other.hostKeyFingerprint).not.toBe(pinned);
  await expect(page.getByRole('button', { name: 'Validate' })).toBeDisabled();

  await page.getByRole('button', { name: 'Accept the new key' }).click();
  await page.getByRole('button', { name: 'Accept and validate' }).click();
  await expect(stateOf(page, 'Ready')).toBeVisible({ timeout: 60_000 });
  await expect(warning).toBeHidden();
});
