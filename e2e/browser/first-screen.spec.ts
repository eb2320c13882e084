import { gzipSync } from 'node:zlib';
import { expect, signIn, test } from './fixture';

/** Compressed JavaScript of the first screen after signing in. */
const budgetBytes = 200_000;

test('the first screen loads little JavaScript, all of it from Gantry', async ({ page, gantry }) => {
  await signIn(page);
  const scripts = new Map<string, number>();
  const foreign: string[] = [];
  page.on('response', async (response) => {
    const url = response.url();
    if (!url.startsWith(gantry.url) && !url.startsWith('data:')) foreign.push(url);
    if (response.request().resourceType() === 'script')
      scripts.set(url, gzipSync(await response.body()).length);
  });
  await page.goto('/projects');
  await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  await page.waitForTimeout(1500); // whatever is fetched ahead counts, too
  const total = [...scripts.values()].reduce((sum, size) => sum + size, 0);
  expect(foreign).toEqual([]);
  expect(total, [...scripts].map(([url, size]) => `${size} ${url}`).join('\n')).toBeLessThanOrEqual(
    budgetBytes,
  );
});

test.describe(() => {
  test.use({ expectedMessages: [/Content Security Policy/] });

  test('a page runs only scripts that carry its nonce', async ({ page, request }) => {
    const response = await request.get('/sign-in');
    const policy = response.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
    expect(nonce).toBeTruthy();
    expect(policy).not.toContain("script-src 'self' 'unsafe-inline'");
    const scripts = (await response.text()).match(/<script[^>]*>/g) ?? [];
    expect(scripts.length).toBeGreaterThan(0);
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([]);
    await page.goto('/sign-in');
    const ran = await page.evaluate(() => {
      const script = document.createElement('div');
      script.innerHTML = '<img src="data:," onerror="window.ran = true">';
      document.body.append(script);
      return new Promise((resolve) => setTimeout(() => resolve('ran' in window), 200));
    });
    expect(ran).toBe(false);
  });
});

test.describe(() => {
  test.use({ expectedMessages: [/status of 404/] });

  test('an address that does not exist says so and leads back', async ({ page }) => {
    await signIn(page);
    for (const path of [
      '/nowhere',
      '/applications/aaaaaaaaaaaaaaaaaaaaaaaa',
      '/servers/aaaaaaaaaaaaaaaaaaaaaaaa',
    ]) {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: /does not exist/ })).toBeVisible();
    }
    await page.getByRole('link', { name: 'Go to projects' }).click();
    await expect(page.getByRole('heading', { name: 'Projects', exact: true })).toBeVisible();
  });
});
