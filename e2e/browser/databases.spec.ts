import { paths } from '../../src/ui/paths';
import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { prepareServer } from './prepared';
import { call } from './session-call';

test('a database from the empty project to its settings', async ({ page, lab, host }) => {
  await signIn(page);
  const server = await prepareServer(page, lab, host);
  const { uuid: project } = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Data' });
  await page.goto(paths.project(project));
  await page.getByRole('link', { name: 'New database' }).first().click();

  await test.step('is created with an engine, a place and what the engine needs', async () => {
    await page.getByRole('radio', { name: /^PostgreSQL/ }).click();
    await page.getByLabel('Server').selectOption(server);
    await page.getByLabel('Name').fill('orders');
    await page.getByRole('switch', { name: 'Start immediately' }).click();
    await page.getByLabel('User').fill('pg_no');
    await page.getByLabel('User').press('Enter');
    await expect(page.getByText('Is reserved by PostgreSQL.')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByLabel('User').fill('clerk');
    await page.getByRole('button', { name: 'Create database' }).click();
    await expect(page.getByRole('heading', { name: 'orders', level: 1 })).toBeVisible();
  });

  await test.step('shows how to connect, with the password covered until it is asked for', async () => {
    const connect = page.getByRole('region', { name: 'Connect' });
    await expect(connect.getByText(/^postgres:\/\/clerk:•+@/)).toBeVisible();
    await connect.getByRole('button', { name: 'Reveal the password of the internal url' }).click();
    await expect(connect.getByText(/^postgres:\/\/clerk:[^•]+@/)).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('becomes public after a warning', async () => {
    await page.getByRole('link', { name: 'Make it public' }).click();
    const form = page.getByRole('form', { name: 'Public access' });
    await form.getByRole('switch', { name: 'Public' }).click();
    await expect(form.getByText(/can try to sign in/)).toBeVisible();
    await form.getByLabel('Port on the server').fill('54329');
    await form.getByRole('button', { name: 'Make it public' }).click();
    await expect(page.getByText('Saved')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'Overview' }).click();
    await expect(page).toHaveTitle('orders · Gantry');
    await expect(page.getByText(/:54329\//)).toBeVisible();
  });

  await test.step('is found by its name from everywhere', async () => {
    await page.goto(paths.servers());
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.keyboard.press('Control+k');
    await page.getByPlaceholder('Search projects, applications, databases…').fill('orde');
    await expect(page.getByRole('option', { name: /orders/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'orders', level: 1 })).toBeVisible();
  });

  await test.step('shows what is done with it, step by step', async () => {
    await page.getByRole('button', { name: 'Start', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Operations' }).click();
    const operations = page.getByRole('list', { name: 'Operations' });
    await operations.getByRole('link', { name: 'Start' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Start', level: 1 })).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Steps' }).getByRole('button').first()).toBeVisible();
    await expect(page.getByRole('log', { name: 'Start log' })).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'orders' }).click();
    await expect(page.getByRole('heading', { name: 'orders', level: 1 })).toBeVisible();
  });

  await test.step('is deleted by its name, and keeps its volume unless told otherwise', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Danger zone' }).click();
    await page.getByRole('button', { name: 'Delete database' }).click();
    const dialog = page.getByRole('dialog');
    await expect(dialog.getByRole('checkbox')).not.toBeChecked();
    await expect(dialog.getByText(/Write down the password/)).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await dialog.getByLabel('Type orders to confirm').fill('orders');
    await dialog.getByRole('button', { name: 'Delete database' }).click();
    await expect(page.getByText('Deploy the first application')).toBeVisible();
  });
});
