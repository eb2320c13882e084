import { AppError } from '../../domain/error';
import type { Host } from '../../transport/host';
import type { HttpProbeRequest, HttpProbeResponse } from '../../transport/http/exchange';
import { ConnectFailure, ConnectionLost } from '../../transport/ssh/failures';

export interface TcpTarget {
  address: string;
  port: number;
  timeoutMs: number;
}

/**
 * Send one HTTP request to a container from its server: through a forwarded channel, or with the server's curl if its
 * sshd refuses forwarding. The image needs no tool.
 */
export function probeHttp(host: Host, request: HttpProbeRequest): Promise<HttpProbeResponse> {
  return orWithCurl(
    () => host.httpProbe(request),
    () => curlHttp(host, request),
  );
}

/** Resolve when the container accepts a TCP connection. */
export function probeTcp(host: Host, target: TcpTarget): Promise<void> {
  return orWithCurl(
    () => host.tcpProbe(target),
    () => curlTcp(host, target),
  );
}

/** Whether a probe failed because the server cannot probe now, which says nothing about the container. */
export function isServersFault(error: unknown): boolean {
  if (error instanceof ConnectionLost || error instanceof ConnectFailure) return true;
  return error instanceof AppError && error.code === 'conflict';
}

async function orWithCurl<T>(forwarded: () => Promise<T>, withCurl: () => Promise<T>): Promise<T> {
  try {
    return await forwarded();
  } catch (error) {
    if (error instanceof AppError && error.code === 'forbidden') return withCurl();
    throw error;
  }
}

async function curlHttp(host: Host, request: HttpProbeRequest): Promise<HttpProbeResponse> {
  const headers = Object.entries(request.headers ?? {}).flatMap(([name, value]) => [
    '--header',
    `${name}: ${value}`,
  ]);
  const method = request.method === 'HEAD' ? ['--head'] : ['--request', request.method];
  const { code, stdout } = await runCurl(host, request.timeoutMs, [
    ...['--insecure', '--path-as-is', '--write-out', '\n%{http_code}', ...method, ...headers],
    ...['--url', `${request.scheme}://${urlHost(request.address)}:${request.port}${request.path}`],
  ]);
  if (code !== 0) throw refused(request);
  const split = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(split + 1)), body: stdout.slice(0, split) };
}

async function curlTcp(host: Host, target: TcpTarget): Promise<void> {
  const url = `telnet://${urlHost(target.address)}:${target.port}`;
  // Curl waits for the other side to send something and times out; the connect time shows whether a connection was
  // made.
  const { stdout } = await runCurl(host, target.timeoutMs, ['--write-out', '%{time_connect}', '--url', url]);
  if (!(Number(stdout.trim().split(/\s/).at(-1)) > 0)) throw refused(target);
}

async function runCurl(host: Host, timeoutMs: number, options: readonly string[]) {
  const seconds = String(timeoutMs / 1000);
  const result = await host.run({
    argv: ['curl', '--silent', '--noproxy', '*', '--max-time', seconds, ...options],
    stdin: '',
    deadlineMs: timeoutMs + 5_000,
    isQuestion: true,
  });
  if (result.code !== 127) return result;
  throw new AppError(
    'conflict',
    'The container cannot be probed: sshd of this server refuses TCP forwarding (AllowTcpForwarding) and curl is not installed. Allow one of them.',
  );
}

function urlHost(address: string): string {
  return address.includes(':') ? `[${address}]` : address;
}

function refused({ address, port }: { address: string; port: number }): AppError {
  return new AppError('unavailable', `Nothing responds on ${address}:${port}.`);
}
