import { ensureNetwork } from '../network/ensure-network';
import type { ActionFunction } from '../step/context';

export const ensureNetworkAction: ActionFunction<'ensure-network'> = async (action, { host, clock, log }) => {
  await ensureNetwork(host, action.instanceId, action.network, { clock, log });
  return undefined;
};
