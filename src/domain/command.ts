import type { Secret } from './secret';

/**
 * A command for a machine, as data. `transport/command/shell.ts` is the only place that turns argv into text. Secrets
 * are never in argv: they travel by `stdin` or `env` (`env` reaches the process through a 0600 file or standard input,
 * never through a command line), under names that a POSIX shell can export.
 */
export interface Command {
  argv: readonly [string, ...string[]];
  env?: Readonly<Record<string, string | Secret>>;
  stdin?: string | Secret | Uint8Array;
  cwd?: string;
  /** Run through `sudo -n` when the SSH user is not root. */
  asRoot?: boolean;
  /** Milliseconds until the command is killed and counts as failed. */
  deadlineMs: number;
  /** A question: an exit status other than 0 is an answer, and is never shown as a failure. */
  isQuestion?: boolean;
  /** Values to remove from the command's output. */
  secrets?: readonly Secret[];
}

export interface CommandResult {
  /** Exit status; a missing one (channel closed, signal) is reported as a failure by the transport, never as 0. */
  code: number;
  stdout: string;
  stderr: string;
  /** Bytes dropped above the output limit. */
  droppedBytes: number;
}
