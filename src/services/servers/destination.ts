import { newUuid } from '../../lib/random';

/** Name of the network kept from Coolify (deployment contract §18), so that existing containers stay reachable. */
export const DEFAULT_NETWORK = 'coolify';

/**
 * The row of a server's first destination. It exists from the start, so that applications can be placed on a server
 * that is not validated yet; the network itself is created by the validation.
 */
export function defaultDestination(organizationId: string) {
  return { uuid: newUuid(), organizationId, name: DEFAULT_NETWORK, network: DEFAULT_NETWORK };
}
