import { paths } from '../../src/ui/paths';
import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { deploymentLimit, stateOf } from './journey-steps';
import { prepareServer } from './prepared';
import { call } from './session-call';

// The image of the lab listens on 8080, and its text names its version.
const composeFile = `services:
  web:
    image: gantry-test/web:1
    environment:
      - SERVICE_URL_WEB_8080
      - GREETING=\${GREETING:-hello}
`;

// The browser's note about the compose file that is refused.
test.use({ expectedMessages: [/status of 400/] });

test('a service from the choice of templates to its deletion', async ({ page, lab, host }) => {
  await signIn(page);
  const server = await prepareServer(page, lab, host);
  const { uuid: project } = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Shelf' });
  await page.goto(paths.project(project));
  await page.getByRole('link', { name: 'New service' }).first().click();

  await test.step('the templates are searched, and each says what it will create', async () => {
    await page.getByRole('searchbox', { name: 'Search templates' }).fill('uptime kuma');
    await expect(page.getByRole('region', { name: 'Templates' }).getByRole('link')).toHaveCount(1);
    await page.getByRole('link', { name: /^Uptime Kuma/ }).click();
    const template = page.getByRole('region', { name: 'Template' });
    await expect(template.getByRole('heading', { name: 'Uptime Kuma' })).toBeVisible();
    await expect(template.getByText(/louislam\/uptime-kuma/).first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.getByRole('link', { name: 'All templates' }).click();
    await page.getByRole('searchbox', { name: 'Search templates' }).fill('nothing is called so');
    await expect(page.getByText(/No template matches/)).toBeVisible();
  });

  await test.step('a compose file of one’s own says what it has wrong', async () => {
    await page.getByRole('link', { name: /^Your own compose file/ }).click();
    await page.getByLabel('Name').fill('shelf');
    await page.getByLabel('Server').selectOption(server);
    await page
      .getByRole('textbox', { name: 'Compose file' })
      .fill('services:\n  web:\n    image: x\n    colour: blue\n');
    await page.getByRole('button', { name: 'Create and start' }).click();
    await expect(page.getByText(/colour/).last()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('it starts, with a domain of its own', async () => {
    await page.getByRole('textbox', { name: 'Compose file' }).fill(composeFile);
    await page.getByRole('button', { name: 'Create and start' }).click();
    await expect(page.getByRole('heading', { name: 'shelf', level: 1 })).toBeVisible();
    await expect(stateOf(page, 'Running')).toBeVisible(deploymentLimit);
    await expect(page.getByRole('list', { name: 'Components' }).getByText('gantry-test/web:1')).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('it answers at another domain after a deployment of the change', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
    const form = page.getByRole('form', { name: 'Domains' });
    await form.getByLabel('Domains').fill('web: http://shelf.lab.test:8080');
    await form.getByRole('button', { name: 'Save' }).click();
    await expect(page.getByText('Saved')).toBeVisible();
    await page.getByRole('button', { name: 'Deploy changes' }).click();
    const visitor = await page.context().newPage();
    await expect
      .poll(async () => (await visitor.goto('http://shelf.lab.test/'))?.status(), deploymentLimit)
      .toBe(200);
    await expect(visitor.getByText('version 1')).toBeVisible();
    await visitor.close();
  });

  await test.step('its variables and its log are those of the components', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Variables' }).click();
    await expect(page.getByText('GREETING')).toBeVisible();
    await page.getByRole('main').getByRole('link', { name: 'Log', exact: true }).click();
    await expect(page.getByText('version 1 listening on 8080').first()).toBeVisible();
    expect(await violations(page)).toEqual([]);
  });

  await test.step('it is deleted by its name', async () => {
    await page.getByRole('main').getByRole('link', { name: 'Danger zone' }).click();
    await page.getByRole('button', { name: 'Delete service' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Type shelf to confirm').fill('shelf');
    await dialog.getByRole('button', { name: 'Delete service' }).click();
    await expect(page.getByText('Deploy the first application')).toBeVisible();
  });
});
