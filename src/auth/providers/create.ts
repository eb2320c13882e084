import type { ProviderSettings } from '../../domain/provider-settings';
import { createGitHubProvider } from './github';
import { createOidcProvider } from './oidc';
import type { IdentityProviders } from './provider';

/** The providers that the operator configured. Nothing is asked of them before somebody wants to sign in. */
export function createProviders({ github, oidc }: ProviderSettings): IdentityProviders {
  return { github: github && createGitHubProvider(github), oidc: oidc && createOidcProvider(oidc) };
}
