import type { Principal } from '../../auth/context';
import { newSignInSecrets } from '../../auth/providers/pkce';
import type { ProviderType } from '../../domain/provider-settings';
import { randomBase62 } from '../../lib/random';
import type { Services } from '../context';
import { departAttempt, findAttempt, insertAttempt } from './attempt';
import { callbackUrl, requireProvider } from './configured';
import { requireConversion } from './conversion';
import { stateExpired } from './refusal';

/** How long a sign-in at the provider may take. */
const signInLifetimeMs = 10 * 60_000;
const stateLength = 32;

export interface Departure {
  /** Address to send the browser to. */
  url: URL;
  /** Ties the callback to this browser: stored in a cookie of its own. */
  state: string;
  expiresAt: Date;
}

/** Begin a sign-in at a provider. @throws AppError bad_request, unavailable */
export async function beginProviderSignIn(
  services: Services,
  type: ProviderType,
  redirectTo: string,
): Promise<Departure> {
  const provider = requireProvider(services, type);
  const state = randomBase62(stateLength);
  const secrets = newSignInSecrets();
  const url = await provider.begin({ redirectUri: callbackUrl(services, type), state, secrets });
  const lifetimeMs = signInLifetimeMs;
  const attempt = { state, provider: type, redirectTo, secrets, lifetimeMs, conversion: null };
  return { url, state, expiresAt: await insertAttempt(services, attempt) };
}

/**
 * Begin the conversion of a login at a provider, with the state from `convert-login`.
 * @throws ProviderRefusal state_expired unless cookie, state and user belong together
 */
export async function beginProviderConversion(
  services: Services,
  type: ProviderType,
  {
    state,
    redirectTo,
    token,
    principal,
  }: { state: string; redirectTo: string; token: string | null; principal: Principal | null },
): Promise<Departure> {
  const provider = requireProvider(services, type);
  const attempt = await findAttempt(services, type, state);
  if (!attempt) throw stateExpired();
  await requireConversion(services, { attempt, type, state, token, principal });
  const secrets = newSignInSecrets();
  const url = await provider.begin({ redirectUri: callbackUrl(services, type), state, secrets });
  await departAttempt(services, attempt.stateHash, { secrets, redirectTo });
  return { url, state, expiresAt: attempt.expiresAt };
}
