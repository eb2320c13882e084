import { expect, signIn, test } from './fixture';
import { prepareApplication } from './prepared';

test.beforeEach(async ({ page }) => signIn(page));

test('many variables at once, as the text of a .env file', async ({ page, lab, host }) => {
  const { application } = await prepareApplication(page, lab, host);
  await page.goto(`/applications/${application}/variables`);
  await page.getByRole('button', { name: 'Edit as .env' }).click();
  const editor = page.getByLabel('Variables as a .env file');
  await expect(editor).toHaveValue(/COLOR=/);
  await editor.fill('1BAD=x');
  await expect(page.getByText(/^Line 1: /)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Save all' })).toBeDisabled();
  await editor.fill('FIRST=one\nSECOND="two\nlines"\n');
  await expect(page.getByText('2 added, 0 changed, 1 removed')).toBeVisible();
  await page.getByRole('button', { name: 'Save all' }).click();
  await expect(page.getByRole('dialog').getByText('COLOR')).toBeVisible();
  await page.getByRole('button', { name: 'Save and remove' }).click();
  await expect(page.getByText('SECOND')).toBeVisible();
  await page.getByRole('button', { name: 'Reveal SECOND' }).click();
  await expect(page.getByText('two\nlines')).toBeVisible();
  await page.getByRole('button', { name: 'Edit as .env' }).click();
  await editor.fill('COLOR=blue');
  await page.getByRole('button', { name: 'Save all' }).click();
  await page.getByRole('button', { name: 'Save and remove' }).click();
  await expect(page.getByText('SECOND')).toBeHidden();
});

test('unsaved changes are not lost without a question', async ({ page, lab, host }) => {
  const { application } = await prepareApplication(page, lab, host);
  await page.goto(`/applications/${application}`);
  await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
  const description = page.getByRole('form', { name: 'General' }).getByLabel('Description');
  await description.fill('a slip of the pen');
  await page.getByRole('button', { name: 'Discard', exact: true }).click();
  await expect(description).toHaveValue('');
  await description.fill('half a sentence');
  await page.getByRole('link', { name: 'Servers', exact: true }).click();
  await expect(page.getByText('Leave without saving?')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(description).toHaveValue('half a sentence');

  await page.goBack({ timeout: 1_000 }).catch(() => undefined); // held: it never gets there
  await expect(page.getByText('Leave without saving?')).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(description).toHaveValue('half a sentence');

  await page.getByRole('link', { name: 'Servers', exact: true }).click();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();
});

test('what one person changes, another one sees without asking', async ({
  page,
  browser,
  gantry,
  lab,
  host,
}) => {
  const { application } = await prepareApplication(page, lab, host);
  const elsewhere = await browser.newPage({
    baseURL: gantry.url,
    storageState: await page.context().storageState(),
  });
  await elsewhere.goto(`/applications/${application}`);
  await expect(elsewhere.getByRole('heading', { name: 'prepared' })).toBeVisible();
  await page.goto(`/applications/${application}/settings`);
  const name = page.getByRole('form', { name: 'General' }).getByLabel('Name');
  await name.fill('renamed');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(elsewhere.getByRole('heading', { name: 'renamed' })).toBeVisible();
  await elsewhere.close();
  await name.fill('prepared');
  await page.getByRole('button', { name: 'Save changes' }).click();
  await expect(page.getByRole('heading', { name: 'prepared' })).toBeVisible();
});

test.describe(() => {
  test.use({ expectedMessages: [/status of (400|409)/] });

  test('a domain that is in use names who has it', async ({ page, lab, host }) => {
    const { environment, project } = await prepareApplication(page, lab, host);
    await page.goto(`/applications/new?project=${project}&environment=${environment}`);
    await page.getByLabel('Image', { exact: true }).fill('gantry-test/web:2');
    await page.getByLabel('Name').fill('rival');
    await page.getByRole('switch', { name: 'Deploy immediately' }).click();
    await page.getByRole('button', { name: 'Create application' }).click();
    await page.getByRole('link', { name: 'Domains' }).click();
    await page.getByLabel('Addresses').fill('not a url');
    await page.getByRole('button', { name: 'Save domains' }).click();
    await expect(page.getByText('Each line must be a URL')).toBeVisible();
    await page.getByLabel('Addresses').fill('http://prepared.lab.test');
    await page.getByRole('button', { name: 'Save domains' }).click();
    await expect(page.getByRole('dialog').getByText('These domains are in use')).toBeVisible();
    await expect(page.getByRole('dialog').getByText('prepared.lab.test').first()).toBeVisible();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
  });
});
