import { type Forge, forgeNames } from '../../domain/forge';
import type { Secret } from '../../domain/secret';
import { type Call, callsOf, type Outside } from '../remote-api/call';
import { forgeApis } from './forge-apis';

/** Access to a forge with a token. */
export interface ForgeAccess {
  forge: Forge;
  /** Base URL of its API. */
  apiUrl: string;
  token: Secret;
  internalHosts: readonly string[];
  /** Ends all requests, as if the forge did not answer. */
  signal?: AbortSignal;
}

/** Make the requests of an access. @param outside for tests, which have no forges */
export function callsOfForge(
  { forge, apiUrl, token, internalHosts, signal }: ForgeAccess,
  outside?: Outside,
): Call {
  const { authorization, headers } = forgeApis[forge];
  const api = {
    name: forgeNames[forge],
    baseUrl: apiUrl,
    authorization: authorization(token.reveal()),
    ...(headers && { headers }),
    token: token.reveal(),
    refusal: `${forgeNames[forge]} refuses the token, or the token may not do this.`,
    redirected: 'The repository was renamed or moved. Change the repository of the application.',
    internalHosts,
    ...(signal && { signal }),
    // The queue tries again, with growing delays.
    tries: 1,
  };
  return callsOf(api, outside);
}
