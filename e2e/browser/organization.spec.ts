import type { Browser, Page } from '@playwright/test';
import { expect, signIn, test } from './fixture';
import { enterPassword, type Person, prepareMember } from './people';
import { call } from './session-call';

// What a role may not do is refused, which the browser notes.
test.use({ expectedMessages: [/status of (403|404)/] });

const sameOrigin = { 'Sec-Fetch-Site': 'same-origin' };

async function signInElsewhere(browser: Browser, baseURL: string, person: Person): Promise<Page> {
  const page = await (await browser.newContext({ baseURL })).newPage();
  await enterPassword(page, person);
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  return page;
}

async function changeAccess(page: Page, person: Person, choose: (dialog: Page) => Promise<void>) {
  await page.goto('/organization/members');
  await page
    .getByRole('listitem')
    .filter({ hasText: person.email })
    .getByRole('button', { name: `Actions for ${person.name}` })
    .click();
  await page.getByRole('menuitem', { name: 'Change access' }).click();
  await choose(page);
  await page.getByRole('button', { name: 'Save access' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

test('a custom role of one project cannot see or do what it does not list', async ({
  page,
  browser,
  gantry,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const vault = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Vault' });
  const shop = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Shop window' });
  const person = await prepareMember(page, 'Dorothy Vaughan');

  await page.goto('/organization/roles');
  await page.getByRole('link', { name: 'New role' }).click();
  await page.getByLabel('Name').fill('Shopkeeper');
  await page.getByRole('button', { name: 'Viewer' }).click();
  await page.getByRole('button', { name: 'Restart applications' }).click();
  await page.getByRole('radio', { name: /^Some projects/ }).click();
  await page.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByText('Choose at least one project.')).toBeVisible();
  await page.getByLabel('Shop window').click();
  await page.getByRole('button', { name: 'Create role' }).click();
  await expect(page.getByRole('columnheader', { name: 'Shopkeeper' })).toBeVisible();

  await changeAccess(page, person, (dialog) => dialog.getByRole('radio', { name: /^Shopkeeper/ }).click());
  await expect(page.getByText('Shopkeeper')).toBeVisible();

  const limited = await signInElsewhere(browser, gantry.url, person);
  await expect(limited.getByRole('link', { name: 'Shop window' })).toBeVisible();
  await expect(limited.getByText('Vault')).toBeHidden();
  await expect(limited.getByRole('button', { name: 'New project' })).toBeHidden();
  for (const name of ['Audit log', 'Settings', 'Private keys'])
    await expect(limited.getByRole('link', { name, exact: true })).toBeHidden();

  await limited.goto(`/projects/${vault.uuid}`);
  await expect(limited.getByRole('heading', { name: 'This project does not exist' })).toBeVisible();
  await limited.goto(`/projects/${shop.uuid}/settings`);
  await expect(limited.getByText(/Your role \(Shopkeeper\) does not permit this/).first()).toBeVisible();
  await expect(limited.getByLabel('Name', { exact: true })).toBeDisabled();
  await expect(limited.getByRole('button', { name: 'Delete project' })).toBeDisabled();
  await expect(limited.getByRole('link', { name: 'New application' })).toBeHidden();
  await limited.goto('/organization/audit');
  await expect(limited.getByText('The audit log is not available to your role')).toBeVisible();
  await limited.goto('/settings');
  await expect(limited.getByText('Instance settings are not available to your role')).toBeVisible();

  const renamed = await limited.request.patch(`/api/v1/projects/${shop.uuid}`, {
    data: { name: 'Mine' },
    headers: sameOrigin,
  });
  expect(renamed.status()).toBe(403);
  expect((await limited.request.get(`/api/v1/projects/${vault.uuid}`)).status()).toBe(404);

  await changeAccess(page, person, (dialog) => dialog.getByRole('radio', { name: /^Admin/ }).click());
  await limited.goto('/projects');
  await expect(limited.getByText('Vault')).toBeVisible();
  await expect(limited.getByRole('button', { name: 'New project' })).toBeVisible();
  await limited.context().close();
});

test('a member sees granted projects only, and does there what is granted', async ({
  page,
  browser,
  gantry,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const granted = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Granted' });
  await call(page, 'post', '/projects', { name: 'Withheld' });
  const person = await prepareMember(page, 'Katherine Johnson');
  await changeAccess(page, person, async (dialog) => {
    await dialog.getByRole('switch', { name: 'Only granted projects' }).click();
    await dialog.getByLabel('Add a project').selectOption({ label: 'Granted' });
    await dialog.getByRole('button', { name: 'Create, change and delete resources in Granted' }).click();
  });
  await expect(page.getByText('Sees 1 project only')).toBeVisible();

  const limited = await signInElsewhere(browser, gantry.url, person);
  await expect(limited.getByText('Withheld')).toBeHidden();
  await limited.getByRole('link', { name: 'Granted' }).click();
  await expect(limited.getByRole('link', { name: 'New application' }).first()).toBeVisible();
  await limited.goto(`/projects/${granted.uuid}/settings`);
  await limited.getByLabel('Description').fill('Changed by a member');
  await limited.getByRole('button', { name: 'Save changes' }).click();
  await expect(limited.getByText('Project saved')).toBeVisible();
  await limited.context().close();
});
