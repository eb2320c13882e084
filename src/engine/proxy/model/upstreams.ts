import type { DomainSpec, RoutingSpec } from '../../../domain/workload/routing';
import { slotAlias } from '../../component/slot';
import type { Slot } from '../../plan/facts';

/** Ports on which the containers in a component's two slots listen. */
export type SlotPorts = Readonly<Record<Slot, number>>;

export interface RouteInput {
  key: string;
  routing: RoutingSpec;
  /** First exposed port of the container in each slot; a domain may name its own port. */
  ports: SlotPorts;
}

/** Response header of the probe entrance with the upstream that answered. */
export const upstreamHeader = 'X-Gantry-Upstream';

/** Get the `host:port` of a slot, as a proxy dials it. */
export function slotUpstream(key: string, slot: Slot, ports: SlotPorts): string {
  return `${slotAlias(key, slot)}:${ports[slot]}`;
}

/** List every `host:port` that a proxy dials for a slot of a component. */
export function upstreamsOf({ key, routing, ports }: RouteInput, slot: Slot): string[] {
  const dials = routing.domains.map((domain) => slotUpstream(key, slot, portsOf(domain, ports)));
  return [...new Set(dials)];
}

/** Get the ports that serve a domain. */
export function portsOf(domain: Pick<DomainSpec, 'port'>, ports: SlotPorts): SlotPorts {
  return domain.port === null ? ports : { blue: domain.port, green: domain.port };
}
