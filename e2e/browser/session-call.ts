import { expect, type Page } from '@playwright/test';

/** A call of the page's own session: what a test needs beforehand and another one clicks through. */
export async function call<T>(
  page: Page,
  method: 'get' | 'post' | 'patch' | 'delete',
  path: string,
  data?: object,
): Promise<T> {
  const response = await page.request[method](`/api/v1${path}`, {
    data,
    headers: { 'Sec-Fetch-Site': 'same-origin' },
  });
  expect(response.ok(), `${method} ${path}: ${response.status()} ${await response.text()}`).toBe(true);
  return response.json();
}
