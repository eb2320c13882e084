import type { Command } from '../domain/command';
import { AppError } from '../domain/error';
import type { UnixHttpRequest, UnixHttpResponse } from './host';

/** A request to a unix socket by the machine's own curl, for users who may not open the socket. Body by stdin. */
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
 * Takes apart what `curl --include` prints.
 * @throws AppError `unavailable` when it is not an HTTP answer
 */
export function parseCurlAnswer(output: string): UnixHttpResponse {
  const end = output.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = output.slice(0, Math.max(end, 0)).split('\r\n');
  const status = /^HTTP\/1\.[01] (\d{3})/.exec(statusLine)?.[1];
  if (!status)
    throw new AppError('unavailable', 'The machine gave no HTTP answer.', { detail: output.slice(0, 200) });
  const headers = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
  });
  const head = Object.fromEntries(headers);
  const { body, trailers } = splitTrailers(output.slice(end + 4), head.trailer ?? '');
  return { status: Number(status), headers: { ...head, ...trailers }, body };
}

/** curl prints trailers right behind the body; the header `Trailer` says which there are (RFC 9110, 6.6.2). */
function splitTrailers(text: string, declared: string): { body: string; trailers: Record<string, string> } {
  const names = declared.split(',').flatMap((name) => (/^[\w-]+$/.test(name.trim()) ? [name.trim()] : []));
  const last = new RegExp(`(${names.join('|')}): ([^\\r\\n]*)\\r\\n$`, 'i');
  const trailers: Record<string, string> = {};
  let body = text;
  for (let at = 0; at < names.length; at++) {
    const [line, name, value] = last.exec(body) ?? [];
    if (line === undefined || name === undefined) break;
    trailers[name.toLowerCase()] = value ?? '';
    body = body.slice(0, -line.length);
  }
  return { body, trailers };
}
