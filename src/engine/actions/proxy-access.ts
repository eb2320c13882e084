import type { ProxyRef } from '../plan/action';
import type { ProxyAccess } from '../proxy/model/access';
import type { ActionContext } from '../step/context';

/** The proxy that a plan speaks of, on the machine that it runs on. */
export function accessTo(
  { instanceId, program = 'caddy', containerName }: ProxyRef,
  { host, clock }: Pick<ActionContext, 'host' | 'clock'>,
): ProxyAccess {
  return { host, clock, instanceId, program, containerName };
}
