import { describe, expect, it } from 'vitest';
import { readEnv } from './env';

const github = { GITHUB_CLIENT_ID: 'id', GITHUB_CLIENT_SECRET: 'secret' };
const oidc = {
  OIDC_ISSUER_URL: 'https://id.example.com',
  OIDC_CLIENT_ID: 'id',
  OIDC_CLIENT_SECRET: 'secret',
};

const providersOf = (more: Record<string, string>) => readEnv({ NODE_ENV: 'test', ...more }).providers;

describe('identity providers of the environment', () => {
  it('are off unless they are named', () => {
    expect(providersOf({})).toEqual({ github: null, oidc: null });
  });

  it('are github.com, or an enterprise installation with its API', () => {
    const addresses = (more: Record<string, string>) => {
      const { url, apiUrl } = providersOf({ ...github, ...more }).github ?? {};
      return [url, apiUrl];
    };
    expect(addresses({})).toEqual(['https://github.com', 'https://api.github.com']);
    expect(addresses({ GITHUB_URL: 'https://git.example.com/' })).toEqual([
      'https://git.example.com',
      'https://git.example.com/api/v3',
    ]);
    expect(
      addresses({ GITHUB_URL: 'https://acme.ghe.com', GITHUB_API_URL: 'https://api.acme.ghe.com' }),
    ).toEqual(['https://acme.ghe.com', 'https://api.acme.ghe.com']);
  });

  it('never print their secrets', () => {
    const text = JSON.stringify(providersOf({ ...oidc, OIDC_CLIENT_SECRET: 'hunter2' }));
    expect(text).toContain('https://id.example.com');
    expect(text).not.toContain('hunter2');
  });

  it.each([
    [{ GITHUB_CLIENT_ID: 'id' }, 'GITHUB_CLIENT_SECRET'],
    [{ ...oidc, OIDC_CLIENT_SECRET: '' }, 'OIDC_CLIENT_SECRET'],
    [{ OIDC_CLIENT_ID: 'id' }, 'OIDC_ISSUER_URL'],
    [{ ...oidc, OIDC_ISSUER_URL: 'file:///etc/passwd' }, 'OIDC_ISSUER_URL'],
    [{ ...github, GITHUB_URL: 'git.example.com' }, 'GITHUB_URL'],
  ])('%o: the process does not start, and says why', (env, name) => {
    expect(() => providersOf(env)).toThrow(name);
  });
});
