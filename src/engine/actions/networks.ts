import { ensureNetwork } from '../network/ensure-network';
import type { ActionFunction } from '../step/context';

export const ensureNetworkAction: ActionFunction<'ensure-network'> = async (action, { host, log }) => {
  await ensureNetwork(host, action.instanceId, action.network, log);
  return undefined;
};
