import { z } from 'zod';
import { AppError } from '../domain/error';
import type { ProviderSettings } from '../domain/provider-settings';
import { Secret } from '../domain/secret';

const address = z
  .url({ protocol: /^https?$/, error: 'must be an http or https address' })
  .transform((text) => text.replace(/\/+$/, ''));
const secret = z.string().transform((text) => new Secret(text));

/** Variables of identity providers. The operator chooses their addresses: any host is allowed, even loopback. */
export const providerVariables = {
  OIDC_ISSUER_URL: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  OIDC_CLIENT_ID: z.string().optional(),
  OIDC_CLIENT_SECRET: secret.optional(),
  OIDC_NAME: z.string().max(64).default('OpenID Connect'),
  GITHUB_CLIENT_ID: z.string().optional(),
  GITHUB_CLIENT_SECRET: secret.optional(),
  GITHUB_URL: address.optional(),
  GITHUB_API_URL: address.optional(),
} as const;

type Variables = z.output<z.ZodObject<typeof providerVariables>>;

const githubCom = { url: 'https://github.com', apiUrl: 'https://api.github.com' };

/**
 * Read the providers.
 * @throws AppError bad_request when a provider is configured incompletely: the process must not start then
 */
export function providerSettings(env: Variables): ProviderSettings {
  return { github: githubOf(env), oidc: oidcOf(env) };
}

function githubOf(env: Variables): ProviderSettings['github'] {
  const { GITHUB_CLIENT_ID: clientId, GITHUB_CLIENT_SECRET: clientSecret } = env;
  if (!clientId && !clientSecret) return null;
  if (!clientId || !clientSecret) throw incomplete('GITHUB_CLIENT_ID and GITHUB_CLIENT_SECRET');
  const url = env.GITHUB_URL ?? githubCom.url;
  // API path of a GitHub Enterprise installation.
  const apiUrl = env.GITHUB_API_URL ?? (url === githubCom.url ? githubCom.apiUrl : `${url}/api/v3`);
  return { clientId, clientSecret, url, apiUrl };
}

function oidcOf(env: Variables): ProviderSettings['oidc'] {
  const { OIDC_ISSUER_URL: issuerUrl, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = env;
  if (!issuerUrl && !clientId && !clientSecret) return null;
  if (!issuerUrl || !clientId || !clientSecret)
    throw incomplete('OIDC_ISSUER_URL, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET');
  return { issuerUrl, clientId, clientSecret, name: env.OIDC_NAME };
}

function incomplete(names: string): AppError {
  return new AppError('bad_request', `Gantry cannot start: ${names} must be given together.`);
}
