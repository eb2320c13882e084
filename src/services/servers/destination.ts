import { DEFAULT_NETWORK } from '../../domain/workload/network';
import { newUuid } from '../../lib/random';

/**
 * The row of a server's first destination. It exists from the start, so that applications can be placed on a server
 * that is not validated yet; the validation creates the network itself.
 */
export function defaultDestination(organizationId: string) {
  return { uuid: newUuid(), organizationId, name: DEFAULT_NETWORK, network: DEFAULT_NETWORK };
}
