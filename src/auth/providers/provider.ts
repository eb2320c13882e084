import type { ProviderType } from '../../domain/provider-settings';

/** A person who came back from a provider. */
export interface ProviderPerson {
  /** The provider's own, unchanging name of the person. */
  subject: string;
  /** Lower case; null unless the provider vouches for it. */
  email: string | null;
  name: string;
}

/** The secrets of a sign-in that has begun, stored sealed until the person is back. */
export interface SignInSecrets {
  /** PKCE verifier, RFC 7636. */
  verifier: string;
  /** Nonce of OpenID Connect; unused by plain OAuth. */
  nonce: string;
}

export interface IdentityProvider {
  type: ProviderType;
  /** Name for people: `Sign in with …`. */
  name: string;
  /**
   * Begin a sign-in, and return the address to send the browser to.
   * @throws AppError unavailable (the provider does not answer)
   */
  begin(options: { redirectUri: string; state: string; secrets: SignInSecrets }): Promise<URL>;
  /**
   * Exchange the code of a callback for who it is. What the provider lets us read beyond that is thrown away.
   * @param callback the address the browser came back to
   * @throws AppError forbidden (the exchange was refused, or the answer is not to be trusted)
   */
  finish(callback: URL, expected: { state: string; secrets: SignInSecrets }): Promise<ProviderPerson>;
}

/** null: not configured. */
export type IdentityProviders = Record<ProviderType, IdentityProvider | null>;
