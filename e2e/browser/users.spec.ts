import { expect, signIn, test } from './fixture';
import { enterPassword, memberElsewhere } from './people';
import { call } from './session-call';

// What a suspended user, or one without a second factor, asks for is refused, which the browser notes.
test.use({ expectedMessages: [/status of (401|403)/] });

test('a suspended user is out at the next click, and back in when reactivated', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  const { person, theirs } = await memberElsewhere(page, 'Karen Jones');

  await page.goto('/settings/users');
  await page.getByRole('searchbox').fill(person.email);
  await page.getByRole('button', { name: `Suspend ${person.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Suspend user' }).click();
  await expect(page.getByText('Suspended', { exact: true })).toBeVisible();

  await theirs.getByRole('link', { name: 'API tokens' }).click();
  await expect(theirs.getByText('Your session has ended.')).toBeVisible();
  await enterPassword(theirs, person);
  await expect(theirs.getByText('Your account is suspended.')).toBeVisible();

  await page.getByRole('button', { name: `Reactivate ${person.name}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reactivate user' }).click();
  await expect(page.getByText('Active', { exact: true })).toBeVisible();
  await enterPassword(theirs, person);
  await expect(theirs.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await theirs.context().close();

  await page.goto('/organization/audit?action=user.');
  const rows = page.getByRole('list', { name: 'Audit log' }).getByRole('button');
  await expect(rows.filter({ hasText: `Changed user ${person.name}` })).toHaveCount(2);
});

test('where two factors are required, an open page asks for the second one at the next click', async ({
  page,
}) => {
  await signIn(page);
  await page.goto('/projects');
  const { person, theirs } = await memberElsewhere(page, 'Lynn Conway');

  // The owner has no second factor either; programs are asked for none.
  const { token } = await call<{ token: string }>(page, 'post', '/tokens', {
    name: `Of the test with ${person.email}`,
    abilities: ['root'],
  });
  const require = async (is_two_factor_required: boolean) => {
    const headers = { Authorization: `Bearer ${token}` };
    const response = await page.request.patch('/api/v1/settings', {
      data: { is_two_factor_required },
      headers,
    });
    expect(response.status(), await response.text()).toBe(200);
  };
  await require(true);
  try {
    await theirs.getByRole('link', { name: 'API tokens' }).click();
    await expect(theirs.getByRole('heading', { name: 'One more step' })).toBeVisible();
    await expect(theirs.getByLabel('Your password')).toBeVisible();
  } finally {
    await require(false);
  }
  await theirs.reload();
  await expect(theirs.getByRole('heading', { name: 'API tokens' })).toBeVisible();
  await theirs.context().close();
});

test('a user removed from their only organization is told that they are in none', async ({ page }) => {
  await signIn(page);
  await page.goto('/projects');
  const { person, theirs } = await memberElsewhere(page, 'Jean Bartik');
  const { user, organization } = await call<{ user: { id: string }; organization: { id: string } }>(
    theirs,
    'get',
    '/sessions/current',
  );
  await call(page, 'delete', `/organizations/${organization.id}/members/${user.id}`);
  await theirs.getByRole('link', { name: 'API tokens' }).click();
  await expect(theirs.getByText('You are no longer in any organization.')).toBeVisible();
  await enterPassword(theirs, person);
  await expect(theirs.getByText('You are no longer in any organization.')).toBeVisible();
  await theirs.context().close();
});
