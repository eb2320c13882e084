import type { Command } from '../../domain/command';
import { AppError } from '../../domain/error';
import type { UnixHttpRequest, UnixHttpResponse } from './exchange';

const MOST_TRAILERS = 8;
const MOST_TRAILER_LENGTH = 4096;

/**
 * Make the command for a request to a unix socket with the machine's curl, for users who may not open the socket. The
 * body goes to stdin.
 */
export function curlCommand(request: UnixHttpRequest): Command {
  const headers = Object.entries({ Expect: '', ...request.headers });
  const headerArgs = headers.flatMap(([name, value]) => ['--header', `${name}: ${value}`]);
  const body = request.body === undefined ? [] : ['--data-binary', '@-'];
  return {
    argv: [
      'curl',
      '--silent',
      '--show-error',
      '--include',
      '--http1.1',
      '--unix-socket',
      request.socketPath,
      // With `--request HEAD` curl would wait for a body.
      ...(request.method === 'HEAD' ? ['--head'] : ['--request', request.method]),
      ...headerArgs,
      ...body,
      '--',
      `http://localhost${request.path}`,
    ],
    stdin: request.body,
    asRoot: true,
    deadlineMs: request.deadlineMs,
  };
}

/**
 * Parse the output of `curl --include`.
 * @throws AppError `unavailable` when it is not an HTTP answer
 */
export function parseCurlAnswer(output: string): UnixHttpResponse {
  const end = output.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = output.slice(0, Math.max(end, 0)).split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1];
  if (!status)
    throw new AppError('unavailable', 'The machine did not return an HTTP response.', {
      detail: output.slice(0, 200),
    });
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const head = Object.fromEntries(headers);
  const { body, trailers } = splitTrailers(output.slice(end + 4), head.trailer ?? '');
  return { status: Number(status), headers: { ...head, ...trailers }, body };
}

/**
 * Split off the trailers, which curl prints directly after the body; the header `Trailer` names them (RFC 9110,
 * 6.6.2).
 */
function splitTrailers(text: string, declared: string): { body: string; trailers: Record<string, string> } {
  const names = declared.split(',', MOST_TRAILERS).map((name) => name.trim().toLowerCase());
  const trailers: Record<string, string> = {};
  let body = text;
  for (const _ of names) {
    const last = lastTrailer(body, names);
    if (!last) break;
    trailers[last.name] = last.value;
    body = body.slice(0, last.from);
  }
  return { body, trailers };
}

/** Find the declared field at the end of the text. Searches only the end, once per name at each position. */
function lastTrailer(
  text: string,
  names: readonly string[],
): { name: string; value: string; from: number } | null {
  if (!text.endsWith('\r\n')) return null;
  const end = text.slice(-MOST_TRAILER_LENGTH, -2);
  const line = end.slice(end.lastIndexOf('\n') + 1);
  const found = names
    .map((name) => ({ name, at: /^[\w-]+$/.test(name) ? line.toLowerCase().indexOf(`${name}: `) : -1 }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  if (!found) return null;
  const value = line.slice(found.at + found.name.length + 2);
  return { name: found.name, value, from: text.length - 2 - (line.length - found.at) };
}
