import type { Duplex } from 'node:stream';
import type { Command, CommandResult } from '../../domain/command';
import type { Clock } from '../../lib/clock';
import { orAborted, withDeadline } from '../command/deadline';
import { remoteCommand } from '../command/remote-command';
import { StartMark } from '../command/start-mark';
import type { SshConnection } from '../ssh/connection';
import { ConnectionLost } from '../ssh/failures';
import { diagnoseDocker } from './diagnosis';

/** Connections for such streams when sshd does not forward the socket; eight streams each. */
const STDIO_LANES = 4;
/** Command that opens a stream. Its deadline is for the start: the stream itself lives as long as it is used. */
const DIAL: Command = { argv: ['docker', 'system', 'dial-stdio'], deadlineMs: 30_000 };
const DOING = 'connect to Docker';
const SOCKET_PATH = '/var/run/docker.sock';

export interface StreamHost {
  readonly isRoot: boolean;
  run(command: Command): Promise<CommandResult>;
  connection(lane?: number): Promise<SshConnection>;
}

/** Connections on which the socket cannot be forwarded, tried once each. */
const withoutForwarding = new WeakSet<SshConnection>();

/**
 * Open a byte stream to the Docker daemon: its socket, forwarded by sshd; if that is not possible, the standard input
 * and output of `docker system dial-stdio` (Docker 18.09 or later), through sudo when the user is not root.
 * @throws DockerUnreachable, ConnectionLost
 */
export async function openDockerStream(
  connection: SshConnection,
  host: StreamHost,
  clock: Clock,
): Promise<Duplex> {
  if (!withoutForwarding.has(connection)) {
    try {
      return await connection.unixSocket(SOCKET_PATH, DOING);
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      // sshd gives the same answer for "nothing listens", "not permitted" and "forwarding is off", so this asks
      // Docker's own client.
      const problem = await diagnoseDocker(connection.address, host.run, error);
      if (problem) throw problem;
      withoutForwarding.add(connection);
    }
  }
  return dialStdio(host, clock);
}

/** Get the connection of the first lane with a free exec channel: long-lived streams must not block commands. */
async function laneForStdio(host: StreamHost): Promise<SshConnection> {
  for (let lane = 1; lane < STDIO_LANES; lane++) {
    const connection = await host.connection(lane);
    if (connection.hasFreeExec) return connection;
  }
  return host.connection(STDIO_LANES);
}

async function dialStdio(host: StreamHost, clock: Clock): Promise<Duplex> {
  const connection = await laneForStdio(host);
  const release = await connection.execSlot();
  const { line, stdin, mark } = remoteCommand(DIAL, !host.isRoot);
  const channel = await connection.exec(line, DOING).catch((error: unknown) => {
    release();
    throw error;
  });
  void connection.use(() => new Promise<void>((closed) => channel.once('close', closed))).finally(release);
  channel.stderr.resume(); // the diagnosis of a failed call runs it again
  channel.write(stdin);
  try {
    const deadline = { clock, deadlineMs: DIAL.deadlineMs, doing: DOING };
    await withDeadline(deadline, (stop) => orAborted(begun(channel, mark), stop));
  } catch (error) {
    channel.close();
    throw error;
  }
  return channel;
}

/** Read what the user's login files print, up to the mark. Bytes of the stream itself stay in it. */
function begun(channel: Duplex, mark: string): Promise<void> {
  const start = new StartMark(mark);
  return new Promise((resolve, reject) => {
    const onReadable = () => {
      for (let chunk: Buffer | null = channel.read(); chunk !== null; chunk = channel.read()) {
        const rest = start.filter(chunk);
        if (!start.found) continue;
        channel.off('readable', onReadable);
        if (rest.length > 0) channel.unshift(rest);
        return resolve();
      }
    };
    channel.on('readable', onReadable);
    // For a broken stream the call runs a diagnosis on the machine.
    const ended = () => reject(Object.assign(new Error('the command ended'), { code: 'ECONNRESET' }));
    channel.once('end', ended);
    channel.once('close', ended);
  });
}
