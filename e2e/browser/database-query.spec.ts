import type { Page } from '@playwright/test';
import { paths } from '../../src/ui/paths';
import type { LabHost } from '../lab/types';
import { expect, signIn, test } from './fixture';
import { deploymentLimit, stateOf } from './journey-steps';
import { press, tabTo, type } from './keyboard';
import { prepareServer } from './prepared';
import { call } from './session-call';

const image = 'redis:7.2';
const anyMoment = { timeout: 60_000 };

/** Answer of the engine's own client to a command, from a container in a network of the machine. */
async function query(host: LabHost, network: string, url: string, command: string[]): Promise<string> {
  const client = ['docker', 'run', '--rm', '--network', network, '--entrypoint', 'redis-cli', image];
  const { stdout, stderr } = await host.exec([...client, '-u', url, ...command]);
  return (stdout + stderr).trim();
}

/** Text that the button of this name copies. */
async function copied(page: Page, button: string): Promise<string> {
  await press(page, page.getByRole('button', { name: button }));
  return page.evaluate(() => navigator.clipboard.readText());
}

/** Reach a page of the database by its tab. */
async function openTab(page: Page, name: string): Promise<void> {
  await press(page, page.getByRole('main').getByRole('link', { name, exact: true }));
}

test('a database is created, queried, opened to the outside and deleted without a mouse', async ({
  page,
  lab,
  host,
}) => {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await signIn(page);
  const server = await prepareServer(page, lab, host);
  await host.loadDatabaseImage(image);
  await host.loadDatabaseImage('alpine/socat:1.8.0.3');
  const { uuid: project } = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Counters' });
  const network = async (uuid: string) => {
    const format = '{{range $name, $_ := .NetworkSettings.Networks}}{{$name}}{{end}}';
    return (await host.exec(['docker', 'inspect', '--format', format, uuid])).stdout.trim();
  };

  await test.step('it is created, and starts', async () => {
    await page.goto(paths.newDatabase({ project, server }));
    await tabTo(page, page.getByRole('radio', { name: /^PostgreSQL/ }));
    const redis = page.getByRole('radio', { name: /^Redis/ });
    while (!(await redis.isChecked())) await page.keyboard.press('ArrowDown', { delay: 100 });
    await type(page, page.getByLabel('Name'), 'counters');
    await press(page, page.getByRole('button', { name: 'Create and start' }));
    await expect(page.getByRole('heading', { name: 'counters', level: 1 })).toBeVisible();
    await expect(stateOf(page, 'Running')).toBeVisible(deploymentLimit);
  });
  const uuid = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await test.step('the copied URL leads to it, from a workload of the same environment', async () => {
    const url = await copied(page, 'Copy internal url');
    expect(await query(host, await network(uuid), url, ['SET', 'visits', '41'])).toContain('OK');
    expect(await query(host, await network(uuid), url, ['INCR', 'visits'])).toContain('42');
  });

  await test.step('its password is changed, and the new URL asks for it', async () => {
    const old = await copied(page, 'Copy internal url');
    await openTab(page, 'Settings');
    const form = page.getByRole('form', { name: 'Credentials' });
    await type(page, form.getByLabel('Password', { exact: true }), 'a-new-password');
    await press(page, form.getByRole('button', { name: 'Change credentials' }));
    await expect(page.getByText('Saved', { exact: true })).toBeVisible(anyMoment);
    await openTab(page, 'Overview');
    await expect(stateOf(page, 'Running')).toBeVisible(deploymentLimit);
    const url = await copied(page, 'Copy internal url');
    expect(url).toContain('a-new-password');
    await expect
      .poll(async () => query(host, await network(uuid), url, ['GET', 'visits']), anyMoment)
      .toContain('42');
    expect(await query(host, await network(uuid), old, ['GET', 'visits'])).not.toContain('42');
  });

  await test.step('it is opened to the outside', async () => {
    await openTab(page, 'Settings');
    const form = page.getByRole('form', { name: 'Public access' });
    await press(page, form.getByRole('switch', { name: 'Public' }), 'Space');
    await type(page, form.getByLabel('Port on the server'), '26379');
    await press(page, form.getByRole('button', { name: 'Make it public' }));
    await expect(form.getByRole('button', { name: 'Make it public' })).toBeHidden(anyMoment);
    await openTab(page, 'Overview');
    await expect(page.getByText(/:26379\//)).toBeVisible();
    const url = await copied(page, 'Copy external url');
    await expect.poll(() => query(host, 'host', url, ['GET', 'visits']), anyMoment).toContain('42');
  });

  await test.step('it is found by its name, and deleted with its volume', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('counters');
    await expect(page.getByRole('option', { name: 'counters Counters · production' })).toBeVisible();
    await page.keyboard.press('Escape');
    await openTab(page, 'Danger zone');
    const dialog = page.getByRole('dialog');
    await press(page, page.getByRole('button', { name: 'Delete database' }));
    await press(page, dialog.getByRole('checkbox'), 'Space');
    await type(page, dialog.getByLabel('Type counters to confirm'), 'counters');
    await press(page, dialog.getByRole('button', { name: 'Delete database' }));
    await expect(page.getByText('Deploy the first application')).toBeVisible();
    const volumes = async () => (await host.exec(['docker', 'volume', 'ls', '--quiet'])).stdout;
    await expect.poll(volumes, anyMoment).not.toContain(uuid);
  });
});
