import type { CloudToken } from '../../db/generated/client';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import type { DnsAccount } from '../../engine/dns/call';
import type { OrganizationScope } from '../context';

/** The account of a token in the engine's form. */
export function dnsAccountOf(
  { database, installation }: Pick<OrganizationScope, 'database' | 'installation'>,
  { provider, tokenSealed, endpoint }: CloudToken,
): DnsAccount {
  return {
    provider: provider as CloudProvider, // only these are stored
    token: database.sealer.open(tokenSealed, 'cloud_tokens.token'),
    endpoint,
    internalHosts: installation.internalHosts,
  };
}
