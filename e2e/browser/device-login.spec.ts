import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { call } from './session-call';

interface Begun {
  id: string;
  device_code: string;
  user_code: string;
}

test('a command line gets a token once its code is confirmed, and none when it is refused', async ({
  page,
}) => {
  await signIn(page);
  const begin = () => call<Begun>(page, 'post', '/device-logins', { name: 'ada@laptop' });
  const [first, second] = [await begin(), await begin()];

  await page.goto('/device');
  await page.getByLabel('Code', { exact: true }).fill(first.user_code.toLowerCase());
  await page.getByRole('button', { name: 'Continue' }).click();
  await expect(page.getByText('ada@laptop')).toBeVisible();
  expect(await violations(page)).toEqual([]);
  await page.getByLabel('Access').selectOption('Read only');
  await page.getByRole('button', { name: 'Confirm' }).click();
  await expect(page.getByText('Confirmed. Go back to the command line.')).toBeVisible();
  const { device_code } = first;
  const { token } = await call<{ token: string }>(page, 'post', `/device-logins/${first.id}/token`, {
    device_code,
  });
  expect(token).toMatch(/^gnt_pat_/);
  await page.goto('/tokens');
  await expect(page.getByRole('link', { name: `ada@laptop ${first.id.slice(0, 8)}` })).toBeVisible();

  await page.goto(`/device?code=${second.user_code}`);
  await page.getByRole('button', { name: 'Refuse' }).click();
  await expect(page.getByText('Refused. The command line got no access.')).toBeVisible();
  const { status } = await call<{ status: string }>(page, 'get', `/device-logins/${second.id}`);
  expect(status).toBe('denied');
});
