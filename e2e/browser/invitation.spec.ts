import type { Page } from '@playwright/test';
import { expect, signIn, test } from './fixture';
import { owner } from './owner';
import { invite, newPerson, prepareMember } from './people';
import { call } from './session-call';

// A link that was used, and what a role may not do, are refused requests, which the browser notes.
test.use({ expectedMessages: [/status of (401|403|404)/] });

/** Click an invitation together; return the link, which is shown once. */
async function inviteByHand(page: Page, email: string, role: string): Promise<string> {
  await page.goto('/organization/invitations');
  await page.getByRole('button', { name: 'Invite', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('E-mail').fill(email);
  await dialog.getByRole('radio', { name: role }).click();
  await dialog.getByRole('button', { name: 'Create invitation' }).click();
  const link = (await dialog.getByText(/\/invitations\/gnt_inv_/).textContent()) ?? '';
  await dialog.getByRole('button', { name: 'Done' }).click();
  await expect(page.getByText(link)).toBeHidden();
  return link;
}

test('a new person follows an invitation, joins, and meets the limits of the role', async ({
  page,
  browser,
  gantry,
}) => {
  await signIn(page);
  const project = await call<{ uuid: string }>(page, 'post', '/projects', { name: 'Seen by members' });
  const person = newPerson('Mary Jackson');
  const link = await inviteByHand(page, person.email, 'Member');

  const elsewhere = await browser.newContext({ baseURL: gantry.url });
  const guest = await elsewhere.newPage();
  await guest.goto(link);
  await expect(guest.getByRole('heading', { name: `Join ${owner.organization}` })).toBeVisible();
  await expect(guest.getByText(person.email)).toBeVisible();
  await guest.getByLabel('Your name').fill(person.name);
  await guest.getByLabel('Password', { exact: true }).fill(person.password);
  await guest.getByRole('button', { name: 'Create account and join' }).click();

  await expect(guest.getByRole('link', { name: 'Seen by members' })).toBeVisible();
  await expect(guest.getByRole('link', { name: 'Audit log' })).toBeHidden();
  await expect(guest.getByRole('link', { name: 'Settings', exact: true })).toBeHidden();
  const headers = { 'Sec-Fetch-Site': 'same-origin' };
  const refused = await guest.request.post('/api/v1/projects', { data: { name: 'Mine' }, headers });
  expect(refused.status()).toBe(403);
  const kept = await guest.request.delete(`/api/v1/projects/${project.uuid}`, { headers });
  expect(kept.status()).toBe(403);
  expect((await guest.request.get('/api/v1/audit-logs')).status()).toBe(403);
  await elsewhere.close();

  const again = await browser.newContext({ baseURL: gantry.url });
  const late = await again.newPage();
  await late.goto(link);
  await expect(late.getByText('This invitation is no longer valid')).toBeVisible();
  await again.close();
  await page.goto('/organization/members');
  await expect(page.getByText(person.email)).toBeVisible();
});

test('a person with an account signs in first, and only the invited one can join', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  const person = await prepareMember(page, 'Annie Easley');
  await call(page, 'post', '/organizations', { name: 'Flight Research' });
  const { organizations } = await call<{ organizations: { id: string; name: string }[] }>(
    page,
    'get',
    '/sessions/current',
  );
  const research = organizations.find(({ name }) => name === 'Flight Research');
  await call(page, 'post', `/organizations/${research?.id}/activate`);
  const token = await invite(page, person.email);

  await page.goto(`/invitations/${token}`);
  await expect(page.getByText('You are signed in with another account')).toBeVisible();
  await page.getByRole('button', { name: 'Sign out and continue' }).click();
  await page.getByRole('link', { name: 'Sign in to accept' }).click();
  await page.getByLabel('E-mail').fill(person.email);
  await page.getByLabel('Password', { exact: true }).fill(person.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: `Join as ${person.name}` }).click();
  await expect(page.getByRole('button', { name: 'Organization: Flight Research' })).toBeVisible();
  await page.getByRole('button', { name: 'Organization: Flight Research' }).click();
  await expect(page.getByRole('menuitemradio')).toHaveCount(2);
});
