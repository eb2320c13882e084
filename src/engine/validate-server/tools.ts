import { VALIDATE_WITH_INSTALL } from '../../domain/validation-step';
import type { Host } from '../../transport/host';
import { type Check, COMMAND_DEADLINE_MS, failed, passed, skipped, warned } from './check';
import { installPackages } from './package-manager';

const tools = ['git', 'curl', 'jq'] as const;

/**
 * Checks for tools. git fetches sources; without it only images and Dockerfiles can be deployed. The others are
 * optional.
 */
export const commandLineTools: Check = {
  id: 'tools',
  title: 'git, curl, jq',
  async run({ host, install, packages }) {
    let missing = await missingTools(host);
    if (missing.length > 0 && install && packages) {
      await installPackages(host, packages, missing);
      missing = await missingTools(host);
    }
    if (missing.length === 0) return passed('All installed');
    if (!packages) return skipped(`Missing: ${missing.join(', ')}`);
    const detail = `Missing: ${missing.join(', ')}`;
    const fix = `${VALIDATE_WITH_INSTALL}, or run: ${[...packages.install, ...missing].join(' ')}`;
    return missing.includes('git') ? failed(detail, fix) : warned(detail, fix);
  },
};

async function missingTools(host: Host): Promise<string[]> {
  const missing: string[] = [];
  for (const tool of tools) {
    const { code } = await host.run({
      argv: [tool, '--version'],
      deadlineMs: COMMAND_DEADLINE_MS,
      isQuestion: true,
    });
    if (code !== 0) missing.push(tool);
  }
  return missing;
}
