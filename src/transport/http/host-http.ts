import type { Duplex } from 'node:stream';
import { connect as startTls } from 'node:tls';
import type { Command, CommandResult } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { Clock } from '../../lib/clock';
import { withDeadline } from '../command/deadline';
import type { SshConnection } from '../ssh/connection';
import { ConnectionLost, NoAnswer } from '../ssh/failures';
import { ChannelAgent } from './channel-agent';
import { curlCommand, parseCurlAnswer } from './curl';
import type { HostHttp, HttpProbeRequest } from './exchange';
import { readPeerCertificate } from './peer-certificate';
import { exchange } from './socket-http';

const MOST_SOCKET_BYTES = 10 * 1024 * 1024;
const MOST_PROBE_BYTES = 64 * 1024;
/** SSH_OPEN_ADMINISTRATIVELY_PROHIBITED (RFC 4254, 5.1): sshd is configured not to forward such streams. */
const PROHIBITED = 1;

export interface HttpHost {
  readonly isRoot: boolean;
  readonly clock: Clock;
  connection(): Promise<SshConnection>;
  run(command: Command): Promise<CommandResult>;
}

/** Whether sshd refused the channel; ssh2 adds the reason. */
function isRefused(error: unknown): error is Error & { reason: unknown } {
  return error instanceof Error && 'reason' in error;
}

async function openTcp(connection: SshConnection, address: string, port: number): Promise<Duplex> {
  try {
    return await connection.tcp(address, port, `connect to ${address}:${port}`);
  } catch (error) {
    if (error instanceof ConnectionLost) throw error;
    if (isRefused(error) && error.reason === PROHIBITED) {
      throw new AppError(
        'forbidden',
        `${connection.address} does not forward TCP connections. Set "AllowTcpForwarding local" in its sshd_config.`,
        { cause: error },
      );
    }
    throw new AppError('unavailable', `${address}:${port} does not accept connections.`, { cause: error });
  }
}

/** Wrap a stream in TLS without verifying the certificate: a probe checks whether something answers, not who. */
function withoutCertificateCheck(stream: Duplex, servername?: string): Duplex {
  const encrypted = startTls({
    socket: stream,
    rejectUnauthorized: false,
    ...(servername && { servername }),
  });
  encrypted.on('error', () => undefined); // the request gets it too, but not errors after the answer
  return encrypted;
}

/** Create HTTP and TCP access as seen from the machine, through its SSH connection. */
export function hostHttp(host: HttpHost): HostHttp {
  const within = async <T>(
    doing: string,
    deadlineMs: number,
    work: (connection: SshConnection, signal: AbortSignal) => Promise<T>,
  ): Promise<T> => {
    const connection = await host.connection();
    return connection.use(() =>
      withDeadline({ clock: host.clock, deadlineMs, doing }, (signal) => work(connection, signal)),
    );
  };

  const byCurl: HostHttp['httpOverSocket'] = async (request) => {
    const { code, stdout, stderr } = await host.run(curlCommand(request));
    if (code === 0) return parseCurlAnswer(stdout);
    throw new NoAnswer(request.socketPath, stderr.trim().slice(0, 300));
  };

  const bySocket: HostHttp['httpOverSocket'] = ({ socketPath, deadlineMs, ...request }) =>
    within(socketPath, deadlineMs, (connection, signal) => {
      const agent = new ChannelAgent(() => connection.unixSocket(socketPath, `connect to ${socketPath}`), 0);
      return exchange({
        ...request,
        agent,
        title: `${socketPath} of ${connection.address}`,
        host: 'localhost',
        mostBytes: MOST_SOCKET_BYTES,
        signal,
      });
    });

  return {
    /**
     * Root's sshd opens any socket, unless configured not to (its answer does not tell the reason). Another user
     * cannot open root's sockets. If the stream cannot be forwarded, curl on the machine is used, through sudo.
     */
    httpOverSocket: async (request) => {
      if (!host.isRoot) return byCurl(request);
      try {
        return await bySocket(request);
      } catch (error) {
        if (error instanceof AppError && isRefused(error.cause)) return byCurl(request);
        throw error;
      }
    },

    httpProbe: ({ scheme, address, port, serverName, timeoutMs, ...request }: HttpProbeRequest) =>
      within(
        `${request.method} ${scheme}://${address}:${port}${request.path}`,
        timeoutMs,
        async (connection, signal) => {
          const tcp = await openTcp(connection, address, port);
          const stream = scheme === 'https' ? withoutCertificateCheck(tcp, serverName) : tcp;
          const agent = new ChannelAgent(async () => stream, 0);
          const headers = { host: `${address}:${port}`, ...request.headers };
          try {
            const { status, body } = await exchange({
              ...request,
              headers,
              agent,
              title: `${address}:${port}`,
              host: address,
              mostBytes: MOST_PROBE_BYTES,
              signal,
            });
            return { status, body };
          } finally {
            tcp.destroy();
          }
        },
      ),

    peerCertificate: ({ address, port, serverName, timeoutMs }) =>
      within(`TLS with ${serverName} at ${address}:${port}`, timeoutMs, async (connection, signal) => {
        const tcp = await openTcp(connection, address, port);
        try {
          return await readPeerCertificate(tcp, serverName, signal);
        } finally {
          tcp.destroy();
        }
      }),

    tcpProbe: ({ address, port, timeoutMs }) =>
      within(`connect to ${address}:${port}`, timeoutMs, async (connection) => {
        (await openTcp(connection, address, port)).destroy();
      }),
  };
}
