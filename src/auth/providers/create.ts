import type { ProviderSettings } from '../../domain/provider-settings';
import { createGitHubProvider } from './github';
import { createOidcProvider } from './oidc';
import type { IdentityProviders } from './provider';

/** Create the providers that the operator configured. They are not contacted before a user signs in. */
export function createProviders({ github, oidc }: ProviderSettings): IdentityProviders {
  return { github: github && createGitHubProvider(github), oidc: oidc && createOidcProvider(oidc) };
}
