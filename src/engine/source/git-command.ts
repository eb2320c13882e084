import type { GitCredentials } from '../../domain/workload/source';
import type { CommandTemplate, Text } from '../plan/text';

/**
 * Git passes this text to a shell when a host asks for credentials, so it contains only constants: the token is in the
 * environment. GitHub ignores the user name.
 */
const credentialHelper =
  '!f() { test "$1" = get && echo username=x-access-token && echo "password=$GANTRY_GIT_TOKEN"; }; f';

/** Git options that keep it from running anything from a repository. */
export const confinement: readonly string[] = [
  ...['-c', 'protocol.ext.allow=never', '-c', 'core.hooksPath=/dev/null', '-c', 'init.templateDir='],
  ...['-c', 'credential.helper=', '-c', 'advice.detachedHead=false'],
];

/** Variables that keep Git from reading configuration of its machine, and from prompting. */
export const confinedEnvironment: Readonly<Record<string, string>> = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_CONFIG_NOSYSTEM: '1',
  GIT_CONFIG_GLOBAL: '/dev/null',
  GIT_LFS_SKIP_SMUDGE: '1',
};

export interface GitAccess {
  allowHttp: boolean;
  knownHostsFile: string;
  /** Sent only to their own host. */
  credentials?: GitCredentials | null;
}

/**
 * Make a Git command that runs nothing from the repository: no hooks, no templates, no configuration of the server, no
 * transport but https and ssh (http for internal hosts), no prompt.
 */
export function gitCommand(
  { allowHttp, knownHostsFile, credentials }: GitAccess,
  argv: readonly Text[],
  deadlineMs: number,
): CommandTemplate {
  return {
    argv: [
      'git',
      ...confinement,
      ...(credentials ? ['-c', `credential.${credentials.origin}.helper=${credentialHelper}`] : []),
      ...argv,
    ],
    env: {
      ...confinedEnvironment,
      GIT_ALLOW_PROTOCOL: allowHttp ? 'https:ssh:http' : 'https:ssh',
      GIT_SSH_COMMAND: sshCommand(knownHostsFile),
      ...(credentials && { GANTRY_GIT_TOKEN: credentials.token }),
    },
    deadlineMs,
  };
}

/**
 * Make the SSH command. Git passes this text to a shell, so it contains only constants and a path made of ids. A
 * pinned host with another key is refused; a host without a pin is pinned on first use.
 */
function sshCommand(knownHostsFile: string): string {
  const options = [
    'BatchMode=yes',
    'CheckHostIP=no', // clients before 8.5 would write the address into the host's line
    'ConnectTimeout=10',
    'GlobalKnownHostsFile=/dev/null',
    'HashKnownHosts=no',
    'StrictHostKeyChecking=accept-new',
    'UpdateHostKeys=no',
    `UserKnownHostsFile=${knownHostsFile}`,
  ];
  return `ssh -F /dev/null ${options.map((option) => `-o ${option}`).join(' ')}`;
}
