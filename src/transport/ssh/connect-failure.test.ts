import { describe, expect, it } from 'vitest';
import { connectFailure } from './connect-failure';

const endpoint = { address: 'web-1', port: 2222, user: 'deploy', connectTimeoutSeconds: 7 };
const failed = (message: string, members: object = {}) => Object.assign(new Error(message), members);

describe('connection failures', () => {
  it('tells a silent port from one that cannot be reached', () => {
    const timeout = failed('Timed out', { level: 'client-timeout' });
    expect(connectFailure(timeout, endpoint, true).kind).toBe('not_ssh');
    expect(connectFailure(timeout, endpoint, false).kind).toBe('timeout');
  });

  it.each([
    [failed('getaddrinfo', { code: 'ENOTFOUND', level: 'client-socket' }), 'dns', /web-1 does not resolve/],
    [failed('x', { code: 'EHOSTUNREACH' }), 'unreachable', /cannot be reached/],
    [failed('x', { code: 'ECONNREFUSED' }), 'refused', /Nothing listens on web-1:2222/],
    [failed('x', { code: 'ETIMEDOUT' }), 'timeout', /within 7 s/],
    [failed('Timed out', { level: 'client-timeout' }), 'timeout', /firewall/],
    [failed('All failed', { level: 'client-authentication' }), 'authentication', /key for user deploy/],
    [failed('Handshake failed: no matching C->S cipher'), 'key_exchange', /no SSH algorithm/],
    [failed('Invalid identification string'), 'not_ssh', /does not respond with SSH/],
    [failed('Cannot parse privateKey: x'), 'private_key', /cannot be read/],
    [failed('x', { code: 'ECONNRESET' }), 'closed', /MaxStartups/],
    [new AggregateError([failed('x', { code: 'ECONNREFUSED' })]), 'refused', /Nothing listens/],
    ['text', 'closed', /MaxStartups/],
  ])('%s', (error, kind, words) => {
    const failure = connectFailure(error, endpoint);
    expect(failure).toMatchObject({ kind, code: 'unavailable' });
    expect(failure.message).toMatch(words);
  });
});
