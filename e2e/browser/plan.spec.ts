import type { Locator, Page } from '@playwright/test';
import { paths } from '../../src/ui/paths';
import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { deploymentLimit, stateOf } from './journey-steps';
import { createApplication, prepareApplication } from './prepared';
import { call } from './session-call';

// The refusal of a plan that does not hold any more, which the browser notes.
test.use({ expectedMessages: [/status of 409/] });

test('looks at a plan before deploying it', async ({ page, lab, host }) => {
  await signIn(page);
  const uuid = await createApplication(page, await prepareApplication(page, lab, host), 'planned');
  const variables = `/applications/${uuid}/envs`;
  await call(page, 'post', variables, { key: 'GREETING', value: 'a value that stays here' });
  await page.goto(paths.application(uuid));

  await test.step('by keyboard, in both themes and widths', async () => {
    const preview = page.getByRole('button', { name: 'Preview plan' });
    await expect(preview).toBeEnabled();
    await preview.focus();
    await page.keyboard.press('Enter');
    const plan = planOf(page);
    await expect(plan.getByText('Nothing is interrupted')).toBeVisible();
    await expect(line(plan, 'Variables')).toContainText('GREETING');
    await expect(plan.getByText('a value that stays here')).toHaveCount(0);
    await plan.locator('summary').filter({ hasText: 'Pull the image' }).focus();
    await page.keyboard.press('Enter');
    await expect(plan.getByText('$ docker pull -- gantry-test/web:1')).toBeVisible();
    for (const [colorScheme, width] of [
      ['light', 1280],
      ['dark', 390],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      await page.setViewportSize({ width, height: 860 });
      await page.waitForTimeout(300); // what slides in has its place and colours then
      expect(await violations(page), `${colorScheme}, ${width} px`).toEqual([]);
      expect(await plan.evaluate((drawer) => drawer.scrollWidth - drawer.clientWidth)).toBe(0);
    }
    await page.keyboard.press('Escape');
    await expect(preview).toBeFocused();
  });

  await test.step('a plan that does not hold any more', async () => {
    const plan = await preview(page);
    await expect(line(plan, 'Ports')).toContainText('8080/tcp');
    await call(page, 'post', variables, { key: 'COLOR', value: 'blue' });
    await plan.getByRole('button', { name: 'Deploy this plan' }).click();
    await expect(plan.getByText('Changed since it was created: the environment variables.')).toBeVisible();
    await plan.getByRole('button', { name: 'Create a new plan' }).click();
    await expect(line(plan, 'Variables')).toContainText('COLOR');
  });

  await test.step('deploy it', async () => {
    await planOf(page).getByRole('button', { name: 'Deploy this plan' }).click();
    await expect(page).toHaveURL(/\/deployments\//);
    await expect(stateOf(page, 'Finished')).toBeVisible(deploymentLimit);
    const site = await page.request.get(`http://${host.ip}/`, { headers: { Host: 'planned.lab.test' } });
    expect(await site.text()).toContain('version 1');
  });

  await test.step('then nothing changes', async () => {
    await page.goto(paths.application(uuid));
    const plan = await preview(page);
    await expect(plan.getByText('No downtime')).toBeVisible();
    await expect(plan.getByText(/^Nothing: /)).toBeVisible();
    await expect(line(plan, 'Variables')).toHaveCount(0);
    await call(page, 'patch', `/applications/${uuid}`, { ports_mappings: '9090:8080' });
    await page.keyboard.press('Escape');
    await expect((await preview(page)).getByText('A short downtime')).toBeVisible();
    await expect(line(planOf(page), 'Ports')).toContainText('9090:8080/tcp');
  });
});

function planOf(page: Page): Locator {
  return page.getByRole('dialog', { name: 'Deployment plan' });
}

async function preview(page: Page): Promise<Locator> {
  await page.getByRole('button', { name: 'Preview plan' }).click();
  const plan = planOf(page);
  await expect(plan.getByRole('heading', { name: 'Steps' })).toBeVisible();
  return plan;
}

/** One line of what changes. */
function line(plan: Locator, name: string): Locator {
  return plan.locator('dl > div').filter({ has: plan.page().getByText(name, { exact: true }) });
}
