import { paths } from '../../src/ui/paths';
import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { createApplication, deploy, prepareApplication } from './prepared';
import { call } from './session-call';

test('reads what an earlier version printed, and says what keeps an environment', async ({
  page,
  lab,
  host,
}) => {
  await signIn(page);
  const { project, server } = await prepareApplication(page, lab, host);
  const uuid = await createApplication(page, { project, server }, 'replaced', {
    health_check_enabled: true,
    health_check_interval: 1,
    health_check_start_period: 0,
  });
  await deploy(page, uuid);
  await page.goto(paths.applicationLogs(uuid));
  const log = page.getByRole('region', { name: 'Container log' });
  await expect(log).toContainText('version 1 listening on 8080');
  const picker = page.getByRole('combobox', { name: 'Container' });
  await expect(picker).toHaveCount(0); // there is nothing to choose from yet

  await call(page, 'patch', `/applications/${uuid}`, { docker_registry_image_tag: '2' });
  await deploy(page, uuid);
  await expect(log).toContainText('version 2 listening on 8080'); // the page was open all the time
  await page.reload();
  const earlier = picker.getByRole('option', { name: /^Stopped / });
  await expect(earlier).toHaveCount(1);
  await picker.selectOption(await earlier.getAttribute('value'));
  await expect(log).toContainText('stopping');
  await expect(log).toContainText('version 1 starting');
  await expect(log).not.toContainText('version 2');
  expect(await violations(page)).toEqual([]);
  await picker.selectOption({ label: 'Running now' });
  await expect(log).toContainText('version 2 listening on 8080');

  await page.goto(paths.projectSettings(project));
  const remove = page.getByRole('button', { name: 'Delete production' });
  await expect(remove).toHaveAttribute('title', /^Contains \d+ applications?.*\. Delete (it|them) first\.$/);
  await remove.press('Enter');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Delete project' })).toBeDisabled();
});
