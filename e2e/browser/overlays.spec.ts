import type { Page } from '@playwright/test';
import { paths } from '../../src/ui/paths';
import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { prepareMember } from './people';
import { prepareApplication } from './prepared';
import { call } from './session-call';

interface Overlay {
  path: string;
  role: 'dialog' | 'menu';
  open: (page: Page) => Promise<void>;
}

const press = (name: string | RegExp) => (page: Page) =>
  page.getByRole('button', { name }).filter({ visible: true }).first().click();

/** Overlays of a page: each kind of it once, looked at in both themes. */
test('axe finds nothing in dialogs, menus and drawers', async ({ page, lab, host }) => {
  await signIn(page);
  const { application, project } = await prepareApplication(page, lab, host);
  await page.goto(paths.members());
  await prepareMember(page, 'Annie Easley');
  const overlays: Overlay[] = [
    { path: paths.newProject(), role: 'dialog', open: async () => undefined },
    { path: paths.project(project), role: 'dialog', open: press('Environment') },
    { path: paths.application(application), role: 'menu', open: press('Actions') },
    { path: paths.applicationVariables(application), role: 'dialog', open: press('Add variable') },
    { path: paths.applicationDanger(application), role: 'dialog', open: press('Delete application') },
    { path: paths.privateKeys(), role: 'dialog', open: press(/^Open lab key/) },
    { path: paths.members(), role: 'menu', open: press('Actions for Annie Easley') },
    { path: paths.members(), role: 'dialog', open: press('Invite') },
    { path: paths.projects(), role: 'menu', open: press(/^Organization:/) },
    { path: paths.projects(), role: 'menu', open: press(/^Account/) },
    { path: paths.projects(), role: 'dialog', open: press(/^Search or jump to/) },
    {
      path: paths.auditLog(),
      role: 'dialog',
      open: (at) => at.getByRole('list', { name: 'Audit log' }).getByRole('button').first().click(),
    },
  ];
  const problems: string[] = [];
  await page.emulateMedia({ reducedMotion: 'reduce' });
  for (const { path, role, open } of overlays) {
    await page.goto(path);
    await open(page);
    await expect(page.getByRole(role).first()).toBeVisible();
    // A menu hangs below the body, as it has to: no landmark can be around it.
    const found = await violations(page, { except: ['region'] });
    await page.emulateMedia({ colorScheme: 'dark' });
    found.push(...(await violations(page, { only: ['color-contrast'] })));
    await page.emulateMedia({ colorScheme: 'light' });
    problems.push(...found.map((problem) => `${path}: ${problem}`));
  }
  expect(problems).toEqual([]);
});

test('when a row goes, the focus stays in the list', async ({ page }) => {
  await signIn(page);
  const names = ['Focus one', 'Focus two', 'Focus three'];
  const data = { abilities: ['read'], expires_in_days: 7 };
  const tokens: Record<string, string> = {};
  for (const name of names) {
    await call(page, 'post', '/tokens', { name, ...data });
    const all = await call<{ id: string; name: string }[]>(page, 'get', '/tokens');
    tokens[name] = all.find((token) => token.name === name)?.id ?? '';
  }
  // From here on the page hears of what others do.
  const stream = page.waitForResponse((response) => response.url().includes('/live.changes'));
  await page.goto(paths.apiTokens());
  await stream;
  const revoke = (name: string) => page.getByRole('button', { name: `Revoke ${name}` });
  await revoke('Focus two').focus();
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Revoke token' }).press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  await expect(revoke('Focus one')).toBeFocused(); // newest first: it moved up

  // Another user's action takes the row away from under the focus.
  await revoke('Focus three').focus();
  await page.request.delete(`/api/v1/tokens/${tokens['Focus three']}`, {
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  await expect(revoke('Focus three')).toBeHidden();
  await expect(revoke('Focus one')).toBeFocused();
});

test.describe(() => {
  test.use({ expectedMessages: [/status of 409/] });

  test('a name that is taken is said at its field', async ({ page }) => {
    await signIn(page);
    await page.goto(paths.newApiToken());
    await call(page, 'post', '/tokens', { name: 'Taken', abilities: ['read'], expires_in_days: 7 });
    const name = page.getByLabel('Name');
    await name.fill('Taken');
    await page.getByRole('button', { name: 'Create token' }).click();
    await expect(name).toHaveAccessibleDescription('An API key with this name already exists.');
    await expect(name).toBeFocused();
  });
});
