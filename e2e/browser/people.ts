import { randomUUID } from 'node:crypto';
import { type BrowserContext, expect, type Page } from '@playwright/test';
import { call } from './session-call';

export interface Person {
  name: string;
  email: string;
  password: string;
}

/** An address that no user and no other test has. */
export function newPerson(name: string): Person {
  const email = `${name.split(' ')[0]?.toLowerCase()}.${randomUUID().slice(0, 8)}@example.com`;
  return { name, email, password: 'four unrelated words 1843' };
}

/** Invite a person into the organization of the page's session; return the token of the link. */
export async function invite(
  page: Page,
  email: string,
  role: 'admin' | 'member' = 'member',
): Promise<string> {
  const { organization } = await call<{ organization: { id: string } }>(page, 'get', '/sessions/current');
  const { token } = await call<{ token: string }>(
    page,
    'post',
    `/organizations/${organization.id}/invitations`,
    {
      email,
      role,
    },
  );
  return token;
}

/** A member with an account, made without a click. The page stays signed in as the inviter. */
export async function prepareMember(page: Page, name: string): Promise<Person> {
  const person = newPerson(name);
  const token = await invite(page, person.email);
  const elsewhere = await contextBeside(page);
  const response = await elsewhere.request.post(
    new URL(`/api/v1/invitations/${token}/accept`, page.url()).href,
    {
      data: { name: person.name, password: person.password },
    },
  );
  expect(response.status(), await response.text()).toBe(200);
  await elsewhere.close();
  return person;
}

/** Another browser, as far as the pages can tell. */
async function contextBeside(page: Page): Promise<BrowserContext> {
  const { origin } = new URL(page.url());
  const context = await page.context().browser()?.newContext({ baseURL: origin });
  if (!context) throw new Error('The browser is gone');
  return context;
}

/** A member with an account, and the page where they have signed in, in another browser. */
export async function memberElsewhere(page: Page, name: string): Promise<{ person: Person; theirs: Page }> {
  const person = await prepareMember(page, name);
  const context = await contextBeside(page);
  const theirs = await context.newPage();
  await enterPassword(theirs, person);
  await expect(theirs.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  return { person, theirs };
}

/** Types the first factor into the sign-in page. */
export async function enterPassword(page: Page, { email, password }: Person): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

/** Through the account menu, as people do. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account/ }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}
