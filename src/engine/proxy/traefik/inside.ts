import { AppError } from '../../../domain/error';
import type { ProxyAccess } from '../model/access';
import { findRunning } from '../model/find-proxy';
import { innerPorts } from './static-file';

const packages: Readonly<Record<string, string>> = { nsenter: 'util-linux', curl: 'curl' };
const SECONDS = 10;
const DEADLINE_MS = 20_000;

export interface InsideAnswer {
  status: number;
  /** Header names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

interface InsideRequest {
  port: keyof typeof innerPorts;
  method: 'GET' | 'HEAD';
  path: string;
  host?: string;
}

/**
 * Send a request to Traefik on the loopback of its container, which is not reachable from other containers or the
 * machine's own network: the machine's curl enters the network of the container. The image needs no tool.
 */
export async function askInside(proxy: ProxyAccess, request: InsideRequest): Promise<InsideAnswer> {
  const { host } = proxy;
  const pid = await pidOf(proxy);
  const { code, stdout, stderr } = await host.run({
    argv: ['nsenter', '-t', String(pid), '-n', ...curl(request)],
    asRoot: true,
    deadlineMs: DEADLINE_MS,
    isQuestion: true,
  });
  if (code !== 0) throw new AppError('unavailable', `The proxy does not respond: ${reason(code, stderr)}`);
  return parseAnswer(stdout);
}

function curl({ port, method, path, host }: InsideRequest): string[] {
  return [
    ...['curl', '--silent', '--show-error', '--include', '--http1.1', '--max-time', String(SECONDS)],
    ...['--noproxy', '*', '--path-as-is', ...(method === 'HEAD' ? ['--head'] : [])],
    ...(host === undefined ? [] : ['--header', `Host: ${host}`]),
    `http://127.0.0.1:${innerPorts[port]}${path}`,
  ];
}

/** Require the machine's tools for requests to Traefik. Without them nothing could show that a switch is active. */
export async function requireTools({ host }: Pick<ProxyAccess, 'host'>): Promise<void> {
  for (const tool of ['nsenter', 'curl']) {
    const argv = ['sh', '-c', 'command -v "$1"', 'sh', tool] as const;
    const { code } = await host.run({ argv, deadlineMs: DEADLINE_MS, isQuestion: true });
    if (code !== 0)
      throw new AppError(
        'conflict',
        `The server has no ${tool}, which Gantry needs to query Traefik. Install ${packages[tool]}, or set proxy_type to caddy.`,
      );
  }
}

async function pidOf(proxy: ProxyAccess): Promise<number> {
  const container = await findRunning(proxy);
  const pid = container && (await proxy.host.docker.inspectContainer(container.id))?.pid;
  if (!pid) throw new AppError('unavailable', 'The proxy is not running.');
  return pid;
}

function reason(code: number, stderr: string): string {
  return code === 127
    ? 'the server has no nsenter or no curl. Install util-linux and curl.'
    : stderr.trim().slice(0, 300) || `curl ended with ${code}`;
}

/** Parse head and body of an answer as curl prints them. */
export function parseAnswer(text: string): InsideAnswer {
  const end = /\r?\n\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const [first = '', ...lines] = head.split(/\r?\n/);
  const status = Number(/^HTTP\/[\d.]+ (\d{3})/.exec(first)?.[1]);
  if (!(status > 0)) throw new AppError('unavailable', 'The proxy did not respond.');
  const headers = lines.flatMap((line) => {
    const colon = line.indexOf(':');
    return colon < 1 ? [] : [[line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()]];
  });
  return {
    status,
    headers: Object.fromEntries(headers),
    body: end ? text.slice(end.index + end[0].length) : '',
  };
}
