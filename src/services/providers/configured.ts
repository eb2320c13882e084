import type { IdentityProvider } from '../../auth/providers/provider';
import { AppError } from '../../domain/error';
import type { ProviderType } from '../../domain/provider-settings';
import type { Services } from '../context';

/** Require a configured provider. @throws AppError bad_request when the operator has not configured it */
export function requireProvider(
  { providers }: Pick<Services, 'providers'>,
  type: ProviderType,
): IdentityProvider {
  const provider = providers[type];
  if (!provider) throw new AppError('bad_request', `OAuth provider "${type}" is not configured.`);
  return provider;
}

/** The address to which a provider sends the browser back; the path is Coder's. */
export function callbackUrl({ installation }: Pick<Services, 'installation'>, type: ProviderType): string {
  return installation.publicUrl + callbackPaths[type];
}

export const callbackPaths: Record<ProviderType, string> = {
  github: '/api/v2/users/oauth2/github/callback',
  oidc: '/api/v2/users/oidc/callback',
};
