import type { SshConnection } from '../ssh/connection';
import { pump } from '../ssh/exec-channel';
import { remoteCommand } from './remote-command';

/**
 * Script that ends the process group of a process: TERM, and KILL for the rest after the grace time. sshd's own
 * `signal` request does not work here: it is refused for root and cannot reach what `sudo` started (session.c,
 * session_signal_req). Field 5 of /proc/<pid>/stat is the group; the name before it may contain spaces and parentheses
 * (proc(5)).
 */
const STOP = `
stat=$(cat "/proc/$1/stat" 2>/dev/null) || exit 0
set -- "$2" $(printf '%s' "\${stat##*) }")
group=$4
[ "$group" -gt 1 ] || exit 1
kill -TERM "-$group" 2>/dev/null
left=$1
while [ "$left" -gt 0 ] && kill -0 "-$group" 2>/dev/null; do sleep 1; left=$((left - 1)); done
kill -KILL "-$group" 2>/dev/null
exit 0
`;

/** Make the argv that stops the process group of a process. Succeeds if the process is already gone. */
export function stopArgv(pid: number, graceSeconds: number): [string, ...string[]] {
  return ['sh', '-c', STOP, 'gantry', String(pid), String(graceSeconds)];
}

/** Stop a running command of this connection. Uses a channel outside the counted ones, so it never waits for them. */
export async function stopRemote(
  connection: SshConnection,
  pid: number,
  options: { sudo: boolean; graceSeconds: number },
): Promise<void> {
  const command = { argv: stopArgv(pid, options.graceSeconds), deadlineMs: 0 }; // the caller's limit applies
  const { line, stdin } = remoteCommand(command, options.sudo);
  const channel = await connection.exec(line, 'stop a command');
  await pump(channel, stdin, { onStdout: () => undefined, onStderr: () => undefined });
}
