import { describe, expect, it } from 'vitest';
import { AppError } from '../../domain/error';
import { dockerFailure } from './failure';
import { pullFailure } from './pull-failure';

/** Make an error as docker-modem does. */
function modemError(statusCode: number, message: string): Error {
  return Object.assign(new Error(`(HTTP code ${statusCode}) server error - ${message} `), {
    statusCode,
    json: { message },
  });
}

describe('Docker failures', () => {
  it.each([
    [
      500,
      'driver failed: Bind for 0.0.0.0:80 failed: port is already allocated',
      'conflict',
      /change the port/,
    ],
    [500, 'listen tcp4 0.0.0.0:80: bind: address already in use', 'conflict', /change the port/],
    [404, 'No such image: nope:1', 'not_found', /Pull or build/],
    [500, 'write /var/lib/docker/x: no space left on device', 'unavailable', /machine’s disk is full/],
    [404, 'network web not found', 'not_found', /Validate the server/],
    [400, 'exec: "nope": executable file not found in $PATH', 'validation_failed', /entrypoint/],
    [409, 'something else', 'conflict', /something else\.$/],
    [500, 'something else.', 'unavailable', /something else\.$/],
  ])('%i %s', (status, message, code, words) => {
    const failure = dockerFailure(modemError(status, message), 'start web');
    expect(failure).toMatchObject({ code, message: expect.stringMatching(/^Docker could not start web: /) });
    expect(failure.message).toMatch(words);
    expect(failure.message).not.toMatch(/HTTP code/);
  });

  it('keeps an AppError as it is', () => {
    const error = new AppError('conflict', 'mine');
    expect(dockerFailure(error, 'x')).toBe(error);
    expect(pullFailure(error, 'x')).toBe(error);
  });
});

describe('pull failures', () => {
  it.each([
    [
      'Get "https://registry-1.docker.io/v2/": dial tcp: lookup registry-1.docker.io: no such host',
      'unavailable',
    ],
    ['Get "https://r/v2/": dial tcp 10.0.0.1:443: i/o timeout', 'unavailable'],
    ['Get "https://r/v2/": net/http: TLS handshake timeout', 'unavailable'],
    ['Get "https://r/v2/": context deadline exceeded (Client.Timeout exceeded)', 'unavailable'],
    ['Get "http://r/v2/": dial tcp 10.0.0.1:5000: connect: connection refused', 'unavailable'],
    ['http: server gave HTTP response to HTTPS client', 'unavailable'],
    ['received unexpected HTTP status: 503 Service Unavailable', 'unavailable'],
    ['toomanyrequests: You have reached your pull rate limit', 'unavailable'],
    ['manifest for r/x:9 not found: manifest unknown: manifest unknown', 'validation_failed'],
    ['no matching manifest for linux/arm64/v8 in the manifest list entries', 'validation_failed'],
    [
      "pull access denied for x, repository does not exist or may require 'docker login'",
      'validation_failed',
    ],
    ['Get "https://r/v2/x/manifests/1": unauthorized: authentication required', 'validation_failed'],
    ['Head "https://r/v2/x/manifests/1": no basic auth credentials', 'validation_failed'],
    ['write /var/lib/docker/tmp/x: no space left on device', 'unavailable'],
    ['failed to register layer: something', 'unavailable'],
  ])('%s', (message, code) => {
    for (const error of [modemError(500, message), new Error(message)]) {
      const failure = pullFailure(error, 'r/x:9');
      expect(failure.code).toBe(code);
      expect(failure.message).toContain(message);
      expect(failure.message).toContain('r/x:9');
    }
  });
});
