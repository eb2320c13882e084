import { expect, signIn, test } from './fixture';
import { deploymentLimit, stateOf } from './journey-steps';
import { press, tabTo, type } from './keyboard';
import { prepareServer } from './prepared';

/** Time to hold a key: no one lets it go within the millisecond, and a radio group looks whether it is still held. */
const aKeyStroke = 100;

test('a project, an application and its deployment without a mouse', async ({ page, lab, host }) => {
  await signIn(page);
  await prepareServer(page, lab, host);
  const main = page.getByRole('main');
  const dialog = page.getByRole('dialog');

  await test.step('skip the navigation and create a project', async () => {
    await page.goto('/servers');
    await expect(page.getByRole('heading', { name: 'Servers' })).toBeVisible();
    await press(page, page.getByRole('link', { name: 'Skip to content' }));
    await expect(main).toBeFocused();
    await page.keyboard.press('ControlOrMeta+k');
    await expect(page.getByRole('combobox')).toBeFocused();
    await page.keyboard.type('new project');
    await page.keyboard.press('Enter');
    await type(page, dialog.getByLabel('Name'), 'Keyboard');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'Keyboard' })).toBeVisible();
  });

  await test.step('choose a source with the arrow keys and deploy', async () => {
    await press(page, page.getByRole('link', { name: 'New application' }).first());
    await tabTo(page, page.getByRole('radio', { name: 'Docker image' }));
    await page.keyboard.press('ArrowDown', { delay: aKeyStroke });
    await expect(page.getByRole('radio', { name: 'Public repository' })).toBeChecked();
    await page.keyboard.press('ArrowUp', { delay: aKeyStroke });
    await type(page, page.getByLabel('Image', { exact: true }), 'gantry-test/web:1');
    await type(page, page.getByLabel('Name'), 'typed');
    await type(page, page.getByLabel('Port'), '8080');
    await type(page, page.getByLabel('Domain'), 'http://typed.lab.test');
    await press(page, page.getByRole('button', { name: 'Create and deploy' }));
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
  });

  await test.step('search the log', async () => {
    await tabTo(page, page.getByRole('searchbox', { name: 'Search the log' }));
    await page.keyboard.type('accepts');
    await expect(page.getByText(/^1 of [1-9]/)).toBeVisible();
  });

  await test.step('find the application again and stop it', async () => {
    await page.keyboard.press('ControlOrMeta+k');
    await page.keyboard.type('typed');
    await expect(page.getByRole('option', { name: /^typed/ })).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { name: 'typed' })).toBeVisible();
    await press(page, page.getByRole('button', { name: 'Actions' }));
    await expect(page.getByRole('menu')).toBeVisible();
    await page.keyboard.press('End');
    await expect(page.getByRole('menuitem', { name: 'Stop' })).toBeFocused();
    await page.keyboard.press('Enter');
    await press(page, dialog.getByRole('button', { name: 'Stop' }));
    await expect(stateOf(page, 'Stopped')).toBeVisible({ timeout: 60_000 });
  });

  await test.step('a dialog gives the focus back', async () => {
    await press(page, page.getByRole('link', { name: 'Danger zone' }));
    const remove = page.getByRole('button', { name: 'Delete application' });
    await press(page, remove);
    await expect(dialog.getByRole('textbox')).toBeFocused();
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
    await expect(remove).toBeFocused();
  });
});
