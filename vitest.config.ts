import { defineConfig } from 'vitest/config';

const unit = ['src/**/*.test.ts', 'src/**/*.test.tsx'];
const integration = ['src/**/*.integration.test.ts'];

export default defineConfig({
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: unit, exclude: integration } },
      {
        extends: true,
        test: { name: 'integration', include: integration, testTimeout: 30_000, hookTimeout: 60_000 },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['e2e/**/*.e2e.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
