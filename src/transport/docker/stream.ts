import type { Duplex } from 'node:stream';
import type { Command, CommandResult } from '../../domain/command';
import { commandLine } from '../command/shell';
import type { SshConnection } from '../ssh/connection';
import { ConnectionLost } from '../ssh/failures';
import { diagnoseDocker } from './diagnosis';

/** Connections that carry such streams when sshd does not forward the socket; eight streams each. */
const STDIO_LANES = 4;
const SOCKET_PATH = '/var/run/docker.sock';

export interface StreamHost {
  readonly isRoot: boolean;
  run(command: Command): Promise<CommandResult>;
  connection(lane?: number): Promise<SshConnection>;
}

/** Connections on which the socket cannot be forwarded: asked once each. */
const withoutForwarding = new WeakSet<SshConnection>();

/**
 * A byte stream to the Docker daemon: its socket, forwarded by sshd; or, when that is not possible, the standard input
 * and output of `docker system dial-stdio` (Docker 18.09 or later), through sudo when the user is not root.
 * @throws DockerUnreachable, ConnectionLost
 */
export async function openDockerStream(connection: SshConnection, host: StreamHost): Promise<Duplex> {
  if (!withoutForwarding.has(connection)) {
    try {
      return await connection.unixSocket(SOCKET_PATH, 'connect to Docker');
    } catch (error) {
      if (error instanceof ConnectionLost) throw error;
      // sshd gives the same answer for "nobody listens", "you may not" and "I do not forward": ask Docker's own client.
      const problem = await diagnoseDocker(connection.address, host.run, error);
      if (problem) throw problem;
      withoutForwarding.add(connection);
    }
  }
  return dialStdio(host);
}

/** The connection of the first lane with a free exec channel: streams that stay open must not block commands. */
async function laneForStdio(host: StreamHost): Promise<SshConnection> {
  for (let lane = 1; lane < STDIO_LANES; lane++) {
    const connection = await host.connection(lane);
    if (connection.hasFreeExec) return connection;
  }
  return host.connection(STDIO_LANES);
}

async function dialStdio(host: StreamHost): Promise<Duplex> {
  const connection = await laneForStdio(host);
  const release = await connection.execSlot();
  try {
    const argv = ['docker', 'system', 'dial-stdio'];
    const line = commandLine(host.isRoot ? argv : ['sudo', '-n', '--', ...argv]);
    const channel = await connection.exec(line, 'connect to Docker');
    void connection.use(() => new Promise<void>((closed) => channel.once('close', closed))).finally(release);
    channel.stderr.resume(); // the diagnosis of a failed call asks again
    return channel;
  } catch (error) {
    release();
    throw error;
  }
}
