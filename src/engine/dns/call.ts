import type { CloudProvider } from '../../domain/input/credential/cloud';
import type { Secret } from '../../domain/secret';
import { type Call, callsOf, type Outside } from '../remote-api/call';
import type { DnsProvider } from './provider';

/** Access to the DNS of a user. */
export interface DnsAccount {
  provider: CloudProvider;
  token: Secret;
  /** Base URL of the provider's program; null: the provider's own. */
  endpoint: string | null;
  internalHosts: readonly string[];
}

/** Make the requests of an account. @param outside for tests, which have no providers */
export function callsOfAccount(
  { provider, token, endpoint, internalHosts }: DnsAccount,
  { baseUrl, authorization }: DnsProvider,
  outside?: Outside,
): Call {
  const api = {
    name: provider,
    baseUrl: baseUrl ?? endpoint ?? '',
    authorization: authorization(token.reveal()),
    token: token.reveal(),
    refusal: `${provider} refuses the token, or the token may not change DNS records.`,
    redirected: `The address of ${provider} has moved.`,
    internalHosts,
  };
  return callsOf(api, outside);
}
