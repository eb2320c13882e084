import { noService } from './names';

/** Kinds of entries that others name. */
export type NamedKind = 'services' | 'middlewares' | 'serversTransports';

/** A place in a custom part that names another entry of it. */
export interface Reference {
  kind: NamedKind;
  name: string;
  path: readonly (string | number)[];
}

/** Where names of each kind are; `*` is any key or item. */
const places: readonly (readonly [NamedKind, string])[] = [
  ['services', 'routers.*.service'],
  ['middlewares', 'routers.*.middlewares.*'],
  ['serversTransports', 'services.*.loadBalancer.serversTransport'],
  ['services', 'services.*.weighted.services.*.name'],
  ['services', 'services.*.failover.service'],
  ['services', 'services.*.failover.fallback'],
  ['services', 'services.*.mirroring.service'],
  ['services', 'services.*.mirroring.mirrors.*.name'],
  ['middlewares', 'middlewares.*.chain.middlewares.*'],
  ['services', 'middlewares.*.errors.service'],
];

/** List the names of other entries in a custom part. */
export function referencesOf(http: object): Reference[] {
  return places.flatMap(([kind, place]) =>
    textsAt(http, place.split('.'))
      .filter(({ text }) => text !== noService)
      .map(({ text, path }) => ({ kind, name: text, path })),
  );
}

function textsAt(
  node: unknown,
  place: readonly string[],
  path: Reference['path'] = [],
): { text: string; path: Reference['path'] }[] {
  const [step, ...rest] = place;
  if (step === undefined) return typeof node === 'string' ? [{ text: node, path }] : [];
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node)
    .filter(([key]) => step === '*' || key === step)
    .flatMap(([key, child]) => textsAt(child, rest, [...path, Array.isArray(node) ? Number(key) : key]));
}
