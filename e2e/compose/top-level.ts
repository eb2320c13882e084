import type { Comparable, Names } from './comparable';

/** What `docker volume inspect` and `docker network inspect` show. */
export interface InspectedObject {
  Name: string;
  Driver: string;
  Labels: Record<string, string> | null;
  /** Of a volume. */
  Options?: Record<string, string> | null;
  /** Of a network. */
  Internal?: boolean;
}

/** The volumes and networks that were made for a file. */
export interface TopLevel {
  volumes: readonly InspectedObject[];
  networks: readonly InspectedObject[];
}

/** Labels by which each product finds what it made. */
const management = /^(?:com\.docker\.compose|gantry)\./;

/** Everything that a file says about its volumes and networks, one line for each value. */
export function comparableTopLevel({ volumes, networks }: TopLevel, names: Names): Comparable {
  return new Map([
    ...volumes.flatMap((each) => linesOf(each, `volumes.${names.volumes.get(each.Name) ?? each.Name}`)),
    ...networks.flatMap((each) => linesOf(each, `networks.${names.networks.get(each.Name) ?? each.Name}`)),
  ]);
}

function linesOf({ Driver, Labels, Options, Internal }: InspectedObject, field: string): [string, string][] {
  const labels = Object.entries(Labels ?? {}).filter(([key]) => !management.test(key));
  const options = Object.entries(field.startsWith('volumes.') ? (Options ?? {}) : {});
  return [
    [field, Driver],
    ...(Internal ? [[`${field}.internal`, 'true'] satisfies [string, string]] : []),
    ...labels.map(([key, value]): [string, string] => [`${field}.labels.${key}`, `=${value}`]),
    ...options.map(([key, value]): [string, string] => [`${field}.options.${key}`, `=${value}`]),
  ];
}
