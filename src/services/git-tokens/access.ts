import type { GitToken } from '../../db/generated/client';
import type { Forge } from '../../domain/forge';
import type { ForgeAccess } from '../../engine/forge/access';
import type { OrganizationScope } from '../context';

/** The access that a token gives, in the engine's form. */
export function accessOf(
  { database, installation }: Pick<OrganizationScope, 'database' | 'installation'>,
  { forge, apiUrl, tokenSealed }: GitToken,
): ForgeAccess {
  return {
    forge: forge as Forge, // only these are stored
    apiUrl,
    token: database.sealer.open(tokenSealed, 'git_tokens.token'),
    internalHosts: installation.internalHosts,
  };
}
