import { expect, type Page } from '@playwright/test';
import type { Lab, LabHost } from '../lab/types';

/** A deployment of a lab image takes about 20 seconds, most of it waiting for the health gate. */
export const deploymentLimit = { timeout: 90_000 };

export async function addKey(page: Page, name: string, lab: Lab): Promise<void> {
  await page.getByRole('link', { name: 'Private keys' }).click();
  await page.getByRole('button', { name: 'New key' }).click();
  await page.getByRole('radio', { name: 'Paste' }).click();
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Private key', { exact: true }).fill(lab.clientKey.privatePem);
  await page.getByRole('button', { name: 'Add key' }).click();
  await expect(page.getByRole('heading', { name: 'Public key' })).toBeVisible();
  await page.getByRole('button', { name: 'Done' }).click();
}

/** End on the server's page, validated. */
export async function addServer(page: Page, name: string, key: string, host: LabHost): Promise<void> {
  await page.getByRole('link', { name: 'Servers' }).click();
  await page.getByRole('link', { name: 'Add server' }).click();
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Address').fill(host.ip);
  await page.getByLabel('SSH port').fill(String(host.sshPort));
  await page.getByLabel('User').fill(host.user);
  await page.getByLabel('Private key').selectOption({ label: key });
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText(host.hostKeyFingerprint)).toBeVisible();
  await page.getByRole('button', { name: 'It matches, add server' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
  await expect(stateOf(page, 'Ready')).toBeVisible({ timeout: 60_000 });
}

/** End in the new project's empty environment. */
export async function createProject(page: Page, name: string): Promise<void> {
  await page.getByRole('link', { name: 'Projects', exact: true }).click();
  await page
    .getByRole('link', { name: 'New project' })
    .or(page.getByRole('button', { name: 'New project' }))
    .click();
  await page.getByRole('dialog').getByLabel('Name').fill(name);
  await page.getByRole('button', { name: 'Create project' }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeVisible();
}

interface NewImageApplication {
  name: string;
  image: string;
  port: string;
  domain: string;
}

/** Fill the form from an environment's page and deploy; end on the deployment's page. */
export async function deployImage(
  page: Page,
  { name, image, port, domain }: NewImageApplication,
): Promise<void> {
  await page.getByRole('link', { name: 'New application' }).first().click();
  await page.getByRole('radio', { name: 'Docker image' }).click();
  await page.getByLabel('Image', { exact: true }).fill(image);
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('Port').fill(port);
  await page.getByLabel('Domain').fill(domain);
  await page.getByRole('button', { name: 'Create and deploy' }).click();
  await expect(page.getByRole('heading', { name: 'Deployment', level: 1 })).toBeVisible();
}

/** The state that the head of the page shows. */
export function stateOf(page: Page, state: string) {
  return page.getByRole('main').locator('header').getByText(state, { exact: true });
}
