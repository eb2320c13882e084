import * as client from 'openid-client';
import { z } from 'zod';
import type { ProviderSettings } from '../../domain/provider-settings';
import { refused } from './exchange-error';
import { challengeOf } from './pkce';
import type { IdentityProvider, ProviderPerson } from './provider';

const timeoutSeconds = 10;
/** Requested scopes: e-mail addresses need a separate one. */
const scope = 'read:user user:email';
const apiHeaders = { Accept: 'application/vnd.github+json', 'User-Agent': 'gantry' };

/** https://docs.github.com/en/rest/users/users */
const userAnswer = z.object({ id: z.number().int(), login: z.string(), name: z.string().nullish() });
/** https://docs.github.com/en/rest/users/emails */
const emailsAnswer = z.array(z.object({ email: z.string(), primary: z.boolean(), verified: z.boolean() }));

/**
 * Create the provider for GitHub's own OAuth flow, which is not OpenID Connect: the user comes from its REST API
 * (https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps).
 */
export function createGitHubProvider(settings: NonNullable<ProviderSettings['github']>): IdentityProvider {
  const config = configurationOf(settings);
  const name = 'GitHub';
  return {
    type: 'github',
    name,
    async begin({ redirectUri, state, secrets }) {
      const challenge = await challengeOf(secrets);
      return client.buildAuthorizationUrl(config, { redirect_uri: redirectUri, scope, state, ...challenge });
    },
    async finish(callback, { state, secrets }) {
      try {
        const { access_token } = await client.authorizationCodeGrant(config, callback, {
          expectedState: state,
          pkceCodeVerifier: secrets.verifier,
        });
        return await personOf((path) => readApi(config, access_token, settings.apiUrl + path));
      } catch (error) {
        throw refused(name, error);
      }
    },
  };
}

function configurationOf({ url, clientId, clientSecret, apiUrl }: NonNullable<ProviderSettings['github']>) {
  const server = {
    issuer: url,
    authorization_endpoint: `${url}/login/oauth/authorize`,
    token_endpoint: `${url}/login/oauth/access_token`,
  };
  const config = new client.Configuration(
    server,
    clientId,
    undefined,
    client.ClientSecretPost(clientSecret.reveal()),
  );
  config.timeout = timeoutSeconds;
  if (url.startsWith('http:') || apiUrl.startsWith('http:')) client.allowInsecureRequests(config);
  return config;
}

async function readApi(config: client.Configuration, token: string, address: string): Promise<unknown> {
  const headers = new Headers(apiHeaders);
  const answer = await client.fetchProtectedResource(
    config,
    token,
    new URL(address),
    'GET',
    undefined,
    headers,
  );
  if (!answer.ok) throw new TypeError(`${new URL(address).pathname} answered ${answer.status}.`);
  return answer.json();
}

/** Read the user, identified by number: logins can be renamed and reused. */
async function personOf(read: (path: string) => Promise<unknown>): Promise<ProviderPerson> {
  const user = userAnswer.parse(await read('/user'));
  const emails = emailsAnswer.parse(await read('/user/emails'));
  const primary = emails.find((each) => each.primary && each.verified);
  return {
    subject: String(user.id),
    email: primary?.email.toLowerCase() ?? null,
    name: user.name?.trim() || user.login,
  };
}
