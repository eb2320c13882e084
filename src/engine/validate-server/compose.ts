import { type Check, COMMAND_DEADLINE_MS, passed, skipped, warned } from './check';

/**
 * Checks for Compose v2 as a plugin, or docker-compose 1.29 where only that exists. Only workloads of compose files
 * need it.
 */
export const compose: Check = {
  id: 'compose',
  title: 'Docker Compose',
  async run({ host, dockerVersion }) {
    if (dockerVersion === null) return skipped('Docker is missing');
    const candidates = [
      ['docker', 'compose', 'version', '--short'],
      ['docker-compose', 'version', '--short'],
    ] as const;
    for (const argv of candidates) {
      const { code, stdout } = await host.run({ argv, deadlineMs: COMMAND_DEADLINE_MS, isQuestion: true });
      if (code === 0) return passed(`Compose ${stdout.trim()}`);
    }
    return warned('Docker Compose is missing.', 'Install the Docker Compose plugin to deploy compose files.');
  },
};
