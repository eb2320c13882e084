import { test as base, type ConsoleMessage, type Page } from '@playwright/test';
import { openLab } from '../lab/lab';
import type { Lab, LabHost } from '../lab/types';
import { GantryProcess, setupToken } from './gantry-process';
import { owner } from './owner';

export { expect } from '@playwright/test';

/** Debian's browser: Playwright's own is not downloaded. */
const chromium = '/usr/bin/chromium';
const flags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

interface Shared {
  /** Tests with another name get a worker, and with it a Gantry and a machine, of their own. */
  installation: string;
  lab: Lab;
  host: LabHost;
  gantry: GantryProcess;
  launchOptions: object;
}

interface PerTest {
  /** Messages that a test means to cause, such as the browser's note about a refused request. */
  expectedMessages: RegExp[];
}

/**
 * Every test gets a page that fails it on any console error or uncaught exception, a machine of the lab, and a Gantry
 * that the tests of a worker share. Names below `lab.test` lead to the machine, as DNS would.
 */
export const test = base.extend<PerTest, Shared>({
  installation: ['shared', { scope: 'worker', option: true }],
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the dependencies of a fixture from this pattern
  lab: [async ({}, use) => use(await openLab()), { scope: 'worker' }],
  // A machine for each Gantry: two of them on one would take each other's ports.
  host: [
    async ({ lab }, use, { workerIndex }) => {
      const host = await lab.host(`worker${workerIndex}`);
      await use(host);
      await host.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  gantry: [
    async ({ lab, installation: _name }, use) => {
      const gantry = await GantryProcess.start(lab);
      await use(gantry);
      await gantry.stop();
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  launchOptions: [
    async ({ host }, use) =>
      use({ executablePath: chromium, args: [...flags, `--host-resolver-rules=MAP *.lab.test ${host.ip}`] }),
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ gantry }, use) => use(gantry.url),
  expectedMessages: [[], { option: true }],
  page: async ({ page, gantry, expectedMessages }, use, info) => {
    const problems = collectProblems(page);
    await use(page);
    if (info.status !== info.expectedStatus) await report(page, gantry);
    const unexpected = problems.filter((text) => !expectedMessages.some((pattern) => pattern.test(text)));
    base.expect(unexpected, 'the console stays free of errors').toEqual([]);
  },
});

/** Print what the page shows and what Gantry said last: where only the output of a run is kept, it is all there is. */
async function report(page: Page, gantry: GantryProcess): Promise<void> {
  const shown = await page.locator('body').ariaSnapshot().catch(String); // the page may be gone
  console.error(`${page.url()} showed:\n${shown}\n\nGantry said last:\n${gantry.output.slice(-8_000)}`);
}

function collectProblems(page: Page): string[] {
  const problems: string[] = [];
  const note = (message: ConsoleMessage) => {
    if (message.type() === 'error' || message.type() === 'warning')
      problems.push(`${message.text()} (${message.location().url} on ${page.url()})`);
  };
  page.on('console', note);
  page.on('pageerror', (error) => problems.push(error.stack ?? error.message));
  return problems;
}

/** Sign in without the form, creating the owner first where the test is the first of its Gantry. */
export async function signIn(page: Page): Promise<void> {
  const { request } = page;
  const { is_required } = await (await request.get('/api/v1/setup')).json();
  if (is_required) {
    const { organization, ...person } = owner;
    const data = { ...person, organization_name: organization, setup_token: setupToken };
    base.expect((await request.post('/api/v1/setup', { data })).status()).toBe(201);
  }
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const form = { email: owner.email, password: owner.password, csrfToken, json: 'true' };
  base.expect((await request.post('/api/auth/callback/credentials', { form })).ok()).toBe(true);
}
