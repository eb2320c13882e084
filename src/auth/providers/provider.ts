import type { ProviderType } from '../../domain/provider-settings';

/** A user who returned from a provider. */
export interface ProviderPerson {
  /** The provider's own, permanent id of the user. */
  subject: string;
  /** In lower case; null unless the provider has verified it. */
  email: string | null;
  name: string;
}

/** Secrets of a sign-in in progress, stored sealed until the user returns. */
export interface SignInSecrets {
  /** PKCE verifier, RFC 7636. */
  verifier: string;
  /** Nonce of OpenID Connect; unused by plain OAuth. */
  nonce: string;
}

export interface IdentityProvider {
  type: ProviderType;
  /** Display name: `Sign in with …`. */
  name: string;
  /**
   * Begin a sign-in, and return the URL to send the browser to.
   * @throws AppError unavailable (the provider does not respond)
   */
  begin(options: { redirectUri: string; state: string; secrets: SignInSecrets }): Promise<URL>;
  /**
   * Exchange the code of a callback for the user's identity. Everything else from the provider is discarded.
   * @param callback the URL the browser returned to
   * @throws AppError forbidden (the exchange was refused, or the response cannot be trusted)
   */
  finish(callback: URL, expected: { state: string; secrets: SignInSecrets }): Promise<ProviderPerson>;
}

/** null: not configured. */
export type IdentityProviders = Record<ProviderType, IdentityProvider | null>;
