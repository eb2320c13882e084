import { errorMessage } from '../../domain/error';
import { VALIDATE_WITH_INSTALL } from '../../domain/validation-step';
import type { Host } from '../../transport/host';
import {
  type Check,
  COMMAND_DEADLINE_MS,
  type Finding,
  failed,
  type Inspection,
  passed,
  warned,
} from './check';
import { installPackages } from './package-manager';

/** Oldest supported version (deployment contract §17). */
const OLDEST = [20, 10] as const;
const RECENT_MAJOR = 24;
const SNAP_FOLDER = '/var/snap/';

/** Checks that Docker Engine answers over the connection, is new enough and is not the snap. */
export const docker: Check = {
  id: 'docker',
  title: 'Docker Engine',
  async run(inspection) {
    const found = await versionOf(inspection.host);
    if (found.version === null && inspection.install) await installDocker(inspection);
    const { version, problem } =
      found.version === null && inspection.install ? await versionOf(inspection.host) : found;
    if (version === null) return absent(inspection, problem);
    inspection.dockerVersion = version;
    const { rootDir } = await inspection.host.docker.info();
    if (rootDir.startsWith(SNAP_FOLDER))
      return failed(
        'Docker was installed as a snap and cannot access the machine’s files.',
        `Run: snap remove docker. Then ${howToInstall(inspection)}`,
      );
    return judge(version);
  },
};

function judge(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  if (isOld)
    return failed(`Docker ${version} is too old.`, `Upgrade to Docker Engine ${OLDEST.join('.')} or later.`);
  if (major < RECENT_MAJOR)
    return warned(
      `Docker ${version} works, but is no longer maintained.`,
      `Upgrade to Docker Engine ${RECENT_MAJOR} or later when you can.`,
    );
  return passed(`Docker ${version}`);
}

async function versionOf(
  host: Host,
): Promise<{ version: string; problem: null } | { version: null; problem: string }> {
  try {
    return { version: (await host.docker.version()).version, problem: null };
  } catch (error) {
    return { version: null, problem: errorMessage(error) };
  }
}

/** Make the result for a Docker that does not answer: not installed, or not running. */
async function absent(inspection: Inspection, problem: string): Promise<Finding> {
  const { code } = await inspection.host.run({
    argv: ['docker', '--version'],
    deadlineMs: COMMAND_DEADLINE_MS,
    isQuestion: true,
  });
  if (code !== 0)
    return failed('Docker is not installed.', `${VALIDATE_WITH_INSTALL}, or ${howToInstall(inspection)}`);
  return failed(
    `Docker does not respond: ${problem}`,
    'Start it: systemctl start docker (or: service docker start).',
  );
}

function howToInstall({ packages }: Inspection): string {
  if (!packages?.docker)
    return 'install Docker Engine as described at https://docs.docker.com/engine/install/';
  return `run: ${[...packages.install, packages.docker].join(' ')}`;
}

/** Install and start Docker. A failure shows in the next check. */
async function installDocker({ host, packages }: Inspection): Promise<void> {
  if (!packages?.docker) return;
  await installPackages(host, packages, [packages.docker]);
  const starts = [
    ['systemctl', 'enable', '--now', 'docker'],
    ['rc-service', 'docker', 'start'],
    ['service', 'docker', 'start'],
  ] as const;
  for (const argv of starts) {
    const { code } = await host.run({
      argv,
      asRoot: true,
      deadlineMs: 2 * COMMAND_DEADLINE_MS,
      isQuestion: true,
    });
    if (code === 0) return;
  }
}
