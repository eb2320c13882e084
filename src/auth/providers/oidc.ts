import * as client from 'openid-client';
import type { ProviderSettings } from '../../domain/provider-settings';
import { refused, unreachable } from './exchange-error';
import { challengeOf } from './pkce';
import type { IdentityProvider, ProviderPerson } from './provider';

const timeoutSeconds = 10;
const scope = 'openid email profile';

/** Create a provider of OpenID Connect Core 1.0: discovery, code flow with PKCE, state and nonce. */
export function createOidcProvider(settings: NonNullable<ProviderSettings['oidc']>): IdentityProvider {
  const configuration = rememberSuccess(() => discover(settings));
  return {
    type: 'oidc',
    name: settings.name,
    async begin({ redirectUri, state, secrets }) {
      return client.buildAuthorizationUrl(await configuration(), {
        redirect_uri: redirectUri,
        scope,
        state,
        nonce: secrets.nonce,
        ...(await challengeOf(secrets)),
      });
    },
    async finish(callback, { state, secrets }) {
      const config = await configuration();
      try {
        const tokens = await client.authorizationCodeGrant(config, callback, {
          expectedState: state,
          expectedNonce: secrets.nonce,
          pkceCodeVerifier: secrets.verifier,
          idTokenExpected: true,
        });
        return await personOf(config, tokens);
      } catch (error) {
        throw refused(settings.name, error);
      }
    },
  };
}

async function discover({
  issuerUrl,
  clientId,
  clientSecret,
}: NonNullable<ProviderSettings['oidc']>): Promise<client.Configuration> {
  const issuer = new URL(issuerUrl);
  try {
    return await client.discovery(issuer, clientId, clientSecret.reveal(), undefined, {
      timeout: timeoutSeconds,
      execute: issuer.protocol === 'http:' ? [client.allowInsecureRequests] : [],
    });
  } catch (error) {
    throw unreachable(issuerUrl, error);
  }
}

type Tokens = Awaited<ReturnType<typeof client.authorizationCodeGrant>>;

/** Read the user. Many providers put the e-mail address in the ID token, others only in their user info endpoint. */
async function personOf(config: client.Configuration, tokens: Tokens): Promise<ProviderPerson> {
  const claims = tokens.claims();
  if (!claims) throw new TypeError('The provider sent no ID token.');
  const hasMore = claims.email === undefined && config.serverMetadata().userinfo_endpoint !== undefined;
  const more = hasMore ? await client.fetchUserInfo(config, tokens.access_token, claims.sub) : {};
  const all: Record<string, unknown> = { ...claims, ...more };
  const email = all.email_verified === true && typeof all.email === 'string' ? all.email.toLowerCase() : null;
  const names = [all.name, all.preferred_username, email];
  const name = names.find((each): each is string => typeof each === 'string' && each.trim() !== '');
  return { subject: claims.sub, email, name: name ?? claims.sub };
}

/** Call once and cache; a failure is not cached, so that a provider may start later than Gantry. */
function rememberSuccess<T>(ask: () => Promise<T>): () => Promise<T> {
  let asked: Promise<T> | undefined;
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}
