import { defineConfig } from '@playwright/test';

/** Journeys through the console in real Chromium, against a real Gantry and the machines of the lab (e2e/README.md). */
export default defineConfig({
  testDir: 'e2e/browser',
  globalSetup: './e2e/lab/global-setup.ts',
  // One lab, one Gantry, and machines with two cores: side by side the journeys would only wait for each other.
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  timeout: 300_000,
  // Once more with a Gantry and a machine of its own. The first failure is printed with what the page showed, and counted
  // in the summary: it is a defect to be found, but no reason to run everything again.
  retries: 1,
  expect: { timeout: 30_000 },
  reporter: 'list',
  outputDir: 'test-results',
  use: {
    viewport: { width: 1280, height: 860 },
    locale: 'en-GB',
    actionTimeout: 15_000,
    navigationTimeout: 20_000,
    // Recording takes time on two cores; `--trace retain-on-failure` does it where someone looks at the traces.
    trace: 'off',
    screenshot: 'only-on-failure',
  },
});
