import { describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { readEnv } from './env';

const secret = 'a'.repeat(32);
const shared = {
  DATABASE_URL: 'postgresql://localhost/gantry',
  NEXTAUTH_SECRET: secret,
  GANTRY_SECRET_KEY: secret,
};
const read = (variables: Record<string, string>) => readEnv({ NODE_ENV: 'production', ...variables });

describe('without anything set', () => {
  it('limits are counted in memory, and nothing is trusted', () => {
    expect(read({})).toMatchObject({
      redisUrl: null,
      apiRateLimit: 200,
      trust: { proxies: [], header: null },
      allowsQueryToken: false,
    });
  });
});

describe('what is set', () => {
  it('is read', () => {
    const env = read({
      REDIS_URL: 'rediss://user:password@cache:6380/1',
      API_RATE_LIMIT: '5000',
      TRUSTED_PROXIES: '10.0.0.0/8, 192.0.2.1',
      TRUSTED_IP_HEADER: 'CF-Connecting-IP',
      ALLOW_QUERY_TOKEN: 'true',
    });
    expect(env).toMatchObject({
      apiRateLimit: 5000,
      trust: { proxies: ['10.0.0.0/8', '192.0.2.1'], header: 'cf-connecting-ip' },
      allowsQueryToken: true,
    });
    expect(env.redisUrl?.reveal()).toBe('rediss://user:password@cache:6380/1');
  });

  it('keeps the password of Redis out of logs', () =>
    expect(JSON.stringify(read({ REDIS_URL: 'redis://:hunter2@cache' }))).not.toContain('hunter2'));

  it('counts as missing when it is empty', () => expect(read({ REDIS_URL: '' }).redisUrl).toBeNull());
});

describe('the start is refused, with the name of the variable', () => {
  const cases: [string, Record<string, string>][] = [
    ['REDIS_URL', { REDIS_URL: 'http://cache' }],
    ['API_RATE_LIMIT', { API_RATE_LIMIT: '0' }],
    ['API_RATE_LIMIT', { API_RATE_LIMIT: 'unlimited' }],
    ['TRUSTED_IP_HEADER', { TRUSTED_IP_HEADER: 'X Real IP', TRUSTED_PROXIES: '10.0.0.1' }],
    ['TRUSTED_PROXIES', { TRUSTED_IP_HEADER: 'X-Real-IP' }],
    ['ALLOW_QUERY_TOKEN', { ALLOW_QUERY_TOKEN: 'yes' }],
    ['NEXTAUTH_SECRET', { ...shared, NEXTAUTH_SECRET: '' }],
    ['NEXTAUTH_SECRET', { ...shared, NEXTAUTH_SECRET: 'short' }],
    ['GANTRY_SECRET_KEY', { ...shared, GANTRY_SECRET_KEY: '' }],
    ['DATABASE_URL', { GANTRY_ROLE: 'web' }],
    ['GANTRY_URL', { HOST: '0.0.0.0' }],
  ];
  it.each(cases)('%s: %j', (name, variables) => expect(() => read(variables)).toThrow(name));
});

it('the database of a second process may be shared without Redis: PostgreSQL tells whether another one answers', () =>
  expect(read({ ...shared, GANTRY_ROLE: 'web' }).databaseUrl).toBeInstanceOf(Secret));
