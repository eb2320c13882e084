import type { Page } from '@playwright/test';
import { GITHUB_CREATED_PATH, githubInstalledPath } from '../../src/domain/github-app';
import { paths } from '../../src/ui/paths';
import { violations } from './axe';
import { expect, signIn, test } from './fixture';
import { invite, newPerson } from './people';
import { createDatabase, createService, prepareApplication } from './prepared';

/** Both themes and both widths, each once: colours do not depend on the width, nor the layout on the theme. */
const looks = [
  { colorScheme: 'light', width: 1280 },
  { colorScheme: 'dark', width: 390 },
] as const;

/** What is wrong with the page as it is, in each look. */
async function problemsOf(page: Page): Promise<string[]> {
  const problems: string[] = [];
  for (const { colorScheme, width } of looks) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize({ width, height: 860 });
    await page.waitForTimeout(200); // what appears by an animation has its final colours then
    const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    const found = await violations(page);
    if (overflow > 0) found.push(`scrolls sideways by ${overflow} px`);
    problems.push(...found.map((problem) => `${colorScheme}, ${width} px: ${problem}`));
  }
  return problems;
}

test('pages before signing in', async ({ page }) => {
  await signIn(page);
  const token = await invite(page, newPerson('Edith Clarke').email);
  await page.context().clearCookies();
  const addresses = [
    paths.signIn(),
    paths.signIn(undefined, 'password-reset'),
    paths.setup(),
    paths.forgotPassword(),
    paths.resetPassword(),
    paths.register(),
    paths.invitation(token),
  ];
  for (const path of addresses) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await problemsOf(page), path).toEqual([]);
  }
});

test('every page of the console', async ({ page, lab, host }) => {
  test.setTimeout(900_000); // some seventy pages
  await signIn(page);
  const { project, environment, application, server, deployment } = await prepareApplication(page, lab, host);
  const database = await createDatabase(page, { project, server });
  const service = await createService(page, { project, server });
  const addresses = [
    paths.projects(),
    paths.newProject(),
    paths.environment(project, environment),
    paths.projectSettings(project),
    paths.newApplication({ project, environment }),
    paths.application(application),
    paths.applicationDeployments(application),
    paths.deployment(application, deployment),
    paths.applicationVariables(application),
    paths.applicationDomains(application),
    paths.applicationStorages(application),
    paths.applicationPreviews(application),
    paths.applicationTasks(application),
    paths.applicationWebhooks(application),
    paths.applicationLogs(application),
    paths.applicationSettings(application),
    paths.applicationDanger(application),
    paths.newDatabase({ project, environment }),
    paths.database(database),
    paths.databaseOperations(database),
    paths.databaseVariables(database),
    paths.databaseStorages(database),
    paths.databaseBackups(database),
    paths.databaseLogs(database),
    paths.databaseSettings(database),
    paths.databaseDanger(database),
    paths.newStack({ project, environment }),
    paths.newStack({ project, environment, template: 'uptime-kuma' }),
    paths.newStack({ project, environment, compose: '' }),
    paths.stack(service),
    paths.stackOperations(service),
    paths.stackTasks(service),
    paths.stackVariables(service),
    paths.stackStorages(service),
    paths.stackLogs(service),
    paths.stackSettings(service),
    paths.stackDanger(service),
    paths.tags(),
    paths.servers(),
    paths.newServer(),
    paths.server(server),
    paths.serverResources(server),
    paths.serverProxy(server),
    paths.serverNetworks(server),
    paths.serverCleanup(server),
    paths.serverSettings(server),
    paths.privateKeys(),
    paths.sources(),
    paths.deliveries(),
    GITHUB_CREATED_PATH,
    `${githubInstalledPath('an-app')}?installation_id=1`,
    paths.s3Storages(),
    paths.cloudTokens(),
    paths.catalogues(),
    paths.apiTokens(),
    paths.newApiToken(),
    paths.device(),
    paths.organization(),
    paths.members(),
    paths.invitations(),
    paths.notifications(),
    paths.notificationDeliveries(),
    paths.roles(),
    paths.newRole(),
    paths.auditLog(),
    paths.instanceSettings(),
    paths.mailSettings(),
    paths.users(),
    paths.account(),
    paths.accountPassword(),
    paths.accountTwoFactor(),
    paths.accountSessions(),
    paths.accountSignInMethod(),
  ];
  const problems: string[] = [];
  for (const path of addresses) {
    await page.goto(path);
    await expect(page.locator('h1')).toBeAttached(); // behind a dialog it is hidden from readers
    await expect(page.getByRole('status', { name: /^Loading/ })).toHaveCount(0);
    for (const problem of await problemsOf(page)) problems.push(`${path}: ${problem}`);
  }
  expect(problems).toEqual([]);
});
