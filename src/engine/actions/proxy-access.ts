import type { ProxyRef } from '../plan/action';
import type { ProxyAccess } from '../proxy/model/access';
import type { ActionContext } from '../step/context';

/** Get the proxy that a plan names, on the machine where it runs. */
export function accessTo(
  { instanceId, program = 'caddy', containerName }: ProxyRef,
  { host, clock }: Pick<ActionContext, 'host' | 'clock'>,
): ProxyAccess {
  return { host, clock, instanceId, program, containerName };
}
