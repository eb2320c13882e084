import type { Slot } from '../../plan/facts';
import type { Entrance } from '../model/routes';

/** Names of what every component shares; a component's own begin with its key, which holds an uuid. */
export const shared = {
  transport: 'gantry',
  resolver: 'gantry',
  retry: 'gantry-retry',
  compress: 'gantry-compress',
  noIndex: 'gantry-noindex',
  toHttps: 'gantry-to-https',
} as const;

export const routerName = (key: string, entrance: Entrance, index: number) => `${key}-${entrance}-${index}`;
/** The router beside another one that takes what asks for a stream of events. */
export const eventsRouterName = (router: string) => `${router}-events`;
/** @param index of the pair of ports that the slots are served from */
export const serviceName = (key: string, index: number, slot: Slot) => `${key}-${index}-${slot}`;
export const markName = (key: string, index: number, slot: Slot) => `${key}-${index}-${slot}-upstream`;
/** A middleware that no router uses: Traefik knows it once the file that holds it is in force. */
export const revisionName = (key: string, hash: string) => `${key}-revision-${hash}`;

const slotted = /-(\d+)-(blue|green)(-upstream)?$/;

/** The slot in the name of a service or of what marks its answers; undefined: it has none. */
export function slotIn(name: string): Slot | undefined {
  return slotted.exec(name)?.[2] as Slot | undefined; // the expression has no others
}

export function inSlot(name: string, slot: Slot): string {
  return name.replace(slotted, (_, index: string, __, mark = '') => `-${index}-${slot}${mark}`);
}

/** The component that a router belongs to. */
export function keyOfRouter(name: string): string | undefined {
  return /^(.+)-(?:http|https|probe)-\d+$/.exec(name)?.[1];
}
