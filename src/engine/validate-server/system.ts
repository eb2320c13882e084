import { type Check, COMMAND_DEADLINE_MS, failed, passed } from './check';
import { packageManagerOf } from './package-manager';

/** Checks that the operating system is a supported one. */
export const system: Check = {
  id: 'system',
  title: 'Operating system',
  async run(inspection) {
    const { stdout } = await inspection.host.run({
      argv: ['cat', '/etc/os-release'],
      deadlineMs: COMMAND_DEADLINE_MS,
    });
    const release = parseOsRelease(stdout);
    const id = release.ID ?? '';
    const name = release.PRETTY_NAME ?? id;
    inspection.packages = packageManagerOf(id);
    if (inspection.packages) return passed(name);
    return failed(
      name === ''
        ? 'The operating system could not be identified (/etc/os-release).'
        : `${name} is not supported.`,
      'Use Debian, Ubuntu, Raspberry Pi OS, Pop!_OS, Fedora, CentOS, RHEL, Oracle, Rocky, AlmaLinux, Amazon Linux, SLES, openSUSE, Arch or Alpine.',
    );
  },
};

/** Parse the assignments of os-release(5): `NAME="value"`, with or without quotes. */
export function parseOsRelease(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const match = /^([A-Z0-9_]+)=(?:"([^"]*)"|'([^']*)'|(\S*))\s*$/.exec(line);
    if (match?.[1]) values[match[1]] = match[2] ?? match[3] ?? match[4] ?? '';
  }
  return values;
}
