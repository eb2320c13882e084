import type { Slot } from '../../plan/facts';
import type { Entrance } from '../model/routes';

/** Names that all components share; a component's own names begin with its key, which contains a uuid. */
export const shared = {
  transport: 'gantry',
  resolver: 'gantry',
  retry: 'gantry-retry',
  compress: 'gantry-compress',
  noIndex: 'gantry-noindex',
  toHttps: 'gantry-to-https',
} as const;

/** Traefik's own service, for routers that only redirect or whose middlewares answer. */
export const noService = 'noop@internal';

/** Name an entry that users added; a component's names begin with its key, which is never this word. */
export const customName = (name: string) => `custom-${name}`;
/** Name the middleware that shows whether the file that users wrote is active. */
export const customRevisionName = (hash: string) => `gantry-custom-${hash}`;
export const fallbackRevisionName = (hash: string) => `gantry-fallback-${hash}`;

export const routerName = (key: string, entrance: Entrance, index: number) => `${key}-${entrance}-${index}`;
/** Name the router for event streams next to another router. */
export const eventsRouterName = (router: string) => `${router}-events`;
/** @param index of the pair of ports that serve the slots */
export const serviceName = (key: string, index: number, slot: Slot) => `${key}-${index}-${slot}`;
export const markName = (key: string, index: number, slot: Slot) => `${key}-${index}-${slot}-upstream`;
/** Name a middleware that no router uses: Traefik knows it once its file is active. */
export const revisionName = (key: string, hash: string) => `${key}-revision-${hash}`;

const slotted = /-(\d+)-(blue|green)(-upstream)?$/;

/** Get the slot from the name of a service or of its mark; undefined when it has none. */
export function slotIn(name: string): Slot | undefined {
  return slotted.exec(name)?.[2] as Slot | undefined; // the only values of the expression
}

export function inSlot(name: string, slot: Slot): string {
  return name.replace(slotted, (_, index: string, __, mark = '') => `-${index}-${slot}${mark}`);
}

/** Get the key of the component that owns a router. */
export function keyOfRouter(name: string): string | undefined {
  return /^(.+)-(?:http|https|probe)-\d+$/.exec(name)?.[1];
}
