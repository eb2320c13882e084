import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

const unit = ['src/**/*.test.ts', 'src/**/*.test.tsx', 'e2e/chaos/*.test.ts'];
const integration = ['src/**/*.integration.test.ts'];
const e2e = ['e2e/**/*.e2e.test.ts'];
/** Hashes of passwords that cost little. */
const cheapPasswords = {
  './password-cost': fileURLToPath(new URL('src/auth/password-cost.testing.ts', import.meta.url)),
};

/** By size, as usual, but for the files that take longest: at the end they would leave one core idle. */
class LongestFirst extends BaseSequencer {
  private readonly longest = [
    'deployment-groups/crashes',
    'application/preview-crashes',
    'walk/foreign-ids',
    'upgrade/upgrade',
    'client/packed',
    'generated/generated',
    'e2e/databases',
    'e2e/https',
    'e2e/kill',
    'e2e/deployments',
    'e2e/compose',
  ];

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const isLong = ({ moduleId }: TestSpecification) =>
      this.longest.some((name) => moduleId.includes(`${name}.`));
    const bySize = await super.sort(files);
    return [...bySize.filter(isLong), ...bySize.filter((file) => !isLong(file))];
  }
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // Time limits only end what hangs: a busy machine must never fail a test.
    expect: { poll: { timeout: 30_000 } },
    // By default one core is left idle; half of the integration tests' time is PostgreSQL's.
    maxWorkers: '100%',
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: unit,
          exclude: integration,
          testTimeout: 180_000,
          // Half of their time went into loading the same modules for each file.
          isolate: false,
          // Its words for wrong input hold for the process: for each file, whichever ran before.
          setupFiles: ['src/domain/messages.ts'],
        },
      },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          testTimeout: 180_000,
          hookTimeout: 300_000,
          alias: cheapPasswords,
          // A fifth of their time goes into loading the server; each file has a database and a server of its own anyway.
          isolate: false,
        },
      },
      {
        extends: true,
        // Each file has machines of its own. Much of its time is waiting, but three at once would wait for each other.
        test: { name: 'e2e', include: e2e, testTimeout: 180_000, hookTimeout: 300_000, maxWorkers: 2 },
      },
    ],
  },
});
