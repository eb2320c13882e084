import { describe, expect, it } from 'vitest';
import { curlCommand, parseCurlAnswer } from './curl';

describe('curl', () => {
  it('sends the body by standard input', () => {
    const { argv, stdin } = curlCommand({
      socketPath: '/run/x.sock',
      method: 'POST',
      path: '/load',
      headers: { 'content-type': 'application/json' },
      body: '{"token":"secret"}',
      deadlineMs: 1000,
    });
    expect(stdin).toBe('{"token":"secret"}');
    expect(argv.join(' ')).not.toContain('secret');
    expect(argv.slice(-2)).toEqual(['--', 'http://localhost/load']);
  });

  it('takes an answer apart', () => {
    expect(
      parseCurlAnswer('HTTP/1.1 201 Created\r\nContent-Type: a: b\r\nETag: "x"\r\n\r\n{"a":1}\r\n\r\nb'),
    ).toEqual({
      status: 201,
      headers: { 'content-type': 'a: b', etag: '"x"' },
      body: '{"a":1}\r\n\r\nb',
    });
  });

  it('takes trailers for headers, as Caddy sends its ETag', () => {
    const head = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: Etag, X-Sum\r\n\r\n';
    for (const body of ['{"a":1}\n', '{"a":1}', '', 'Etag: in the body\r\n']) {
      const answer = parseCurlAnswer(`${head}${body}Etag: "/x 1"\r\nX-Sum: 2\r\n`);
      expect(answer).toMatchObject({ headers: { etag: '"/x 1"', 'x-sum': '2' }, body });
    }
  });

  it('refuses what is not one', () => {
    for (const text of ['', 'curl: (7)', 'HTTP/1.1 200 OK\r\nno end']) {
      expect(() => parseCurlAnswer(text)).toThrow(/did not return an HTTP response/);
    }
  });
});
