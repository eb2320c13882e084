import type { Host } from '../../transport/host';
import { ownedBy } from '../component/labels';

/** Find the networks of this installation on a machine. */
export function findNetworks({ docker }: Host, instanceId: string) {
  return docker.listNetworks(ownedBy(instanceId));
}
