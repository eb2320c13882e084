import type { ClientChannel } from 'ssh2';
import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { Redactor } from '../redaction/redactor';
import type { SshConnection } from '../ssh/connection';
import { type ExecSinks, pump } from '../ssh/exec-channel';
import { ConnectionLost } from '../ssh/failures';
import { orAborted, withDeadline, within } from './deadline';
import { loginFailure } from './login-failure';
import { commandTitle, type RemoteCommand, remoteCommand } from './remote-command';
import { secretsOf } from './secrets-of';
import { StartMark } from './start-mark';
import { stopRemote } from './stop-remote';

/** Seconds between TERM and KILL for a stopped command. */
const STOP_GRACE_SECONDS = 2;
const OPEN_RETRY_FIRST_MS = 50;
const OPEN_RETRY_MOST_MS = 1_600;
/** Time after which a channel is abandoned that does not close although its command was stopped. */
const STOP_LIMIT_MS = 8_000;

export interface RunContext {
  connection: SshConnection;
  clock: Clock;
  /** Go through `sudo -n`. */
  sudo: boolean;
  forwardsAgent?: boolean;
  signal?: AbortSignal;
}

/**
 * Run a command to its end and pass on its output as raw bytes.
 * @returns its exit status (128 + number for a signal)
 * @throws ConnectionLost when the channel closed without one, DeadlineExceeded, or the signal's reason; in the last
 * two
 *   cases the process group on the machine has been stopped, unless the machine is unreachable. Work that must not
 *   continue then is a job: the machine itself keeps its deadline
 */
export function runRaw(command: Command, sinks: ExecSinks, context: RunContext): Promise<number> {
  const { connection, clock, signal } = context;
  const doing = commandTitle(command);
  const remote = remoteCommand(command, context.sudo, context.forwardsAgent);
  const redactor = Redactor.for(secretsOf(command));
  return connection.use(() =>
    withDeadline({ clock, deadlineMs: command.deadlineMs, doing, signal }, async (stop) => {
      const release = await connection.execSlot(stop);
      try {
        return await execute(remote, { doing, redactor, sinks, stop }, context);
      } finally {
        release();
      }
    }),
  );
}

/**
 * Open a channel. A refusal is retried, for a while and as long as others use the connection: sshd frees a session
 * slightly after the client sees it closed, and may allow fewer than OpenSSH's default of ten.
 */
async function openExec(
  connection: SshConnection,
  line: string,
  doing: string,
  clock: Clock,
  stop: AbortSignal,
): Promise<ClientChannel> {
  for (let waitMs = OPEN_RETRY_FIRST_MS; ; waitMs *= 2) {
    try {
      return await connection.exec(line, doing);
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      if (waitMs > OPEN_RETRY_MOST_MS && connection.hasOneUser) {
        throw sessionsRefused(connection.address, error);
      }
      await clock.sleep(Math.min(waitMs, OPEN_RETRY_MOST_MS), stop);
    }
  }
}

function sessionsRefused(address: string, cause: unknown): AppError {
  return new AppError(
    'unavailable',
    `${address} refused another session on the same connection. Check MaxSessions in its sshd_config (10 is the default), ` +
      'and that the key has no forced command.',
    { cause },
  );
}

interface Execution {
  doing: string;
  redactor: Redactor;
  sinks: ExecSinks;
  stop: AbortSignal;
}

async function execute(
  remote: RemoteCommand,
  { doing, redactor, sinks, stop }: Execution,
  { connection, clock, sudo }: RunContext,
): Promise<number> {
  const opening = openExec(connection, remote.line, doing, clock, stop);
  const channel = await orAborted(opening, stop).catch((error: unknown) => {
    opening.then((late) => late.close()).catch(() => undefined); // the caller has the error
    if (stop.aborted) connection.drain(); // the machine does not answer at all: the next caller opens another connection
    throw error;
  });
  const [stdout, stderr] = [new StartMark(remote.mark), new StartMark(remote.mark)];
  const ended = pump(channel, remote.stdin, {
    onStdout: (chunk) => sinks.onStdout(stdout.filter(chunk)),
    onStderr: (chunk) => sinks.onStderr(stderr.filter(chunk)),
  });
  try {
    const end = await orAborted(ended, stop);
    if ('lost' in end) throw new ConnectionLost(connection.address, doing);
    const { address } = connection;
    const failure = loginFailure({ address, code: end.code, redactor }, { stdout, stderr });
    if (failure) throw failure;
    sinks.onStderr(stderr.end()); // sudo's message
    return end.code;
  } catch (error) {
    if (!stop.aborted) throw error;
    if (stderr.found) {
      const stopping = stopRemote(connection, Number(stderr.word), {
        sudo,
        graceSeconds: STOP_GRACE_SECONDS,
      });
      // The connection may be why the command does not end: limit the wait.
      const stopped = await within(
        STOP_LIMIT_MS,
        stopping.then(() => ended),
        clock,
      );
      if (!stopped) connection.drain(); // a connection on which even a stop fails is useless to the next caller
    }
    channel.close();
    throw error;
  }
}
