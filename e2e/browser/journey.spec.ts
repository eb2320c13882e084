import { expect, test } from './fixture';
import { setupToken } from './gantry-process';
import { addKey, addServer, createProject, deployImage, deploymentLimit, stateOf } from './journey-steps';
import { owner } from './owner';

// It begins before there is an owner.
test.use({ installation: 'new' });
// The setup link, wrong attempts and refusals of this journey are answered with 4xx, which the browser notes.
test.use({ expectedMessages: [/status of (400|401)/] });

test('from the setup link to a deleted application', async ({ page, context, lab, host }) => {
  await test.step('set up the first owner', async () => {
    await page.goto(`/setup?token=${setupToken}`);
    await page.getByLabel('Name', { exact: true }).fill(owner.name);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill('short');
    await page.getByLabel('Organization').fill(owner.organization);
    await page.getByRole('button', { name: 'Create owner and sign in' }).click();
    await expect(page.getByText('The password is too easy to guess.')).toBeVisible();
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Create owner and sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
    await expect(page.getByText('Three steps to an application')).toBeVisible();
  });

  await test.step('sign out, and in again', async () => {
    await page.getByRole('button', { name: `Account: ${owner.name}` }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
    await page.goto('/servers');
    await expect(page).toHaveURL(/\/sign-in\?next=%2Fservers/);
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password').fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByText('Incorrect email or password.')).toBeVisible();
    await page.getByLabel('Password').fill(owner.password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();
  });

  await test.step('add a server after confirming its host key', async () => {
    await addKey(page, 'Lab', lab);
    await addServer(page, 'one', 'Lab', host);
  });

  await test.step('deploy from an image and watch the log', async () => {
    await createProject(page, 'Storefront');
    await deployImage(page, {
      name: 'web',
      image: 'gantry-test/web:1',
      port: '8080',
      domain: 'http://web.lab.test',
    });
    const log = page.getByRole('log', { name: 'Deployment log' });
    await expect(log.getByText('Pulling gantry-test/web:1')).toBeVisible();
    await expect(stateOf(page, 'In progress')).toBeVisible();
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    await expect(log.getByText('Serving http://web.lab.test')).toBeVisible();
    await expect(page.getByRole('navigation', { name: 'Steps' }).getByRole('button')).not.toHaveCount(0);
  });

  await test.step('open it through its domain', async () => {
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await expect(stateOf(page, 'Running')).toBeVisible();
    const opened = context.waitForEvent('page');
    await page.getByRole('main').locator('header').getByRole('link', { name: 'web.lab.test' }).click();
    const site = await opened;
    await expect(site.getByText('version 1')).toBeVisible();
    await site.close();
  });

  await test.step('change a variable and redeploy', async () => {
    await page.getByRole('link', { name: 'Variables' }).click();
    await page.getByRole('button', { name: 'Add variable' }).click();
    await page.getByLabel('Name').fill('GREETING');
    await page.getByLabel('Value').fill('hello $USER "quoted"');
    await page.getByRole('dialog').getByRole('button', { name: 'Add variable' }).click();
    await expect(page.getByText('GREETING')).toBeVisible();
    await page.getByRole('button', { name: 'Reveal GREETING' }).click();
    await expect(page.getByText('hello $USER "quoted"')).toBeVisible();
    await page.getByRole('button', { name: 'Redeploy to apply' }).click();
    await expect(page).toHaveURL(/\/deployments\//);
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    const environ = await page.request.get(`http://${host.ip}/cgi-bin/environ`, {
      headers: { Host: 'web.lab.test' },
    });
    expect(await environ.text()).toContain('GREETING=hello $USER "quoted"');
  });

  await test.step('fail a deployment and see why', async () => {
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await expect(page.getByText('Configuration changed')).toBeHidden();
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Image', { exact: true }).fill('gantry-test/crash');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Configuration changed')).toBeVisible();
    await page.getByRole('button', { name: 'Redeploy', exact: true }).click();
    await expect(page).toHaveURL(/\/deployments\//);
    await expect(stateOf(page, 'Failed')).toBeVisible(deploymentLimit);
    await expect(page.getByText(/^Failed: /)).toBeVisible();
    await expect(page.getByRole('log').getByText('the reason of the crash').first()).toBeVisible();
    const site = await page.request.get(`http://${host.ip}/`, { headers: { Host: 'web.lab.test' } });
    expect(await site.text()).toContain('version 1');
  });

  await test.step('cancel a deployment', async () => {
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Image', { exact: true }).fill('gantry-test/slow');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Unsaved changes')).toBeHidden();
    await page.getByRole('button', { name: 'Redeploy', exact: true }).click();
    await expect(
      page.getByRole('navigation', { name: 'Steps' }).getByText('Wait until it is healthy'),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Cancel', exact: true }).click();
    await page.getByRole('button', { name: 'Cancel deployment' }).click();
    await expect(stateOf(page, 'Cancelled')).toBeVisible({ timeout: 30_000 });
  });

  await test.step('stop and start', async () => {
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await page.getByRole('main').getByRole('link', { name: 'Settings' }).click();
    await page.getByLabel('Image', { exact: true }).fill('gantry-test/web');
    await page.getByLabel('Tag or digest').fill('2');
    await page.getByRole('button', { name: 'Save changes' }).click();
    await expect(page.getByText('Unsaved changes')).toBeHidden();
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Stop' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Stop' }).click();
    await expect(stateOf(page, 'Stopped')).toBeVisible({ timeout: 60_000 });
    await page.getByRole('button', { name: 'Actions' }).click();
    await page.getByRole('menuitem', { name: 'Start', exact: true }).click();
    await expect(page).toHaveURL(/\/deployments\//);
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    const site = await page.request.get(`http://${host.ip}/`, { headers: { Host: 'web.lab.test' } });
    expect(await site.text()).toContain('version 2');
  });

  await test.step('read what the container prints', async () => {
    await page.getByRole('link', { name: 'web', exact: true }).click();
    await page.getByRole('link', { name: 'Log', exact: true }).click();
    await expect(page.getByRole('log').getByText('version 2 listening on 8080')).toBeVisible();
    await expect(page).toHaveTitle('web · Gantry'); // the head stayed while the tab changed
  });

  await test.step('run a task and read its output', async () => {
    await page.getByRole('link', { name: 'Tasks', exact: true }).click();
    await page.getByRole('button', { name: 'New task' }).click();
    const form = page.getByRole('form', { name: 'Task' });
    await form.getByLabel('Name').fill('Report');
    await form.getByLabel('Command').fill('echo "$GREETING" | tr a-z A-Z');
    await form.getByLabel('When').fill('daily');
    await form.getByRole('button', { name: 'Create task' }).click();
    await expect(page.getByText('No runs yet.')).toBeVisible();
    await page.getByRole('button', { name: 'Run now' }).click();
    const run = page.getByRole('list', { name: 'Runs of Report' }).getByRole('listitem');
    await expect(run.getByText('Succeeded')).toBeVisible();
    await run.getByText('Output', { exact: true }).click();
    await expect(run.getByText('HELLO $USER "QUOTED"')).toBeVisible();
  });

  await test.step('delete it by its name', async () => {
    await page.getByRole('link', { name: 'Danger zone' }).click();
    await page.getByRole('button', { name: 'Delete application' }).click();
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Delete application' });
    await expect(confirm).toBeDisabled();
    await page.getByRole('dialog').getByLabel('Type web to confirm').fill('web');
    await confirm.click();
    await expect(page.getByText('Deploy the first application')).toBeVisible({ timeout: 60_000 });
    const images = async () => (await host.exec(['docker', 'ps', '--all', '--format', '{{.Image}}'])).stdout;
    await expect.poll(images, { timeout: 60_000 }).not.toContain('gantry-test/web');
  });
});
