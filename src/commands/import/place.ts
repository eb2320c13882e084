import { idOf, type Named, pick } from '../connection/find';
import type { Session } from '../connection/session';
import { kinds } from '../resources/kinds';

/** Objects of Gantry that imported workloads refer to. */
export interface Target {
  /** Find the server for workloads at an address; null if there is none. */
  serverOf(ip: string | null): string | null;
  /** Find a private key by its fingerprint, or else by its name. */
  keyOf(key: { fingerprint: string | null; name: string | null }): string | null;
  /** Members that each kind of workload has. */
  members: Readonly<Record<'applications' | 'databases' | 'services', ReadonlySet<string>>>;
}

/** Read the objects of Gantry. @param server takes every workload, whatever server it was on */
export async function readTarget(session: Session, server?: string): Promise<Target> {
  const [servers, keys, members] = await Promise.all([
    kinds.servers.list(session),
    kinds.keys.list(session),
    readMembers(session),
  ]);
  const fixed = server === undefined ? null : idOf(pick('server', servers, server));
  const idBy = (all: readonly (Named & Record<string, unknown>)[], name: string, value: unknown) => {
    const found = value === null ? undefined : all.find((each) => each[name] === value);
    return found ? idOf(found) : null;
  };
  return {
    serverOf: (ip) => fixed ?? idBy(servers, 'ip', ip),
    keyOf: ({ fingerprint, name }) => idBy(keys, 'fingerprint', fingerprint) ?? idBy(keys, 'name', name),
    members,
  };
}

/** Read the members of workloads in the document format that this Gantry publishes. */
async function readMembers({ url }: Session): Promise<Target['members']> {
  const response = await fetch(`${url}/docs/configuration.schema.json`);
  if (!response.ok)
    throw new Error(`Gantry responded with ${response.status} when asked for its configuration format.`);
  const schema: unknown = await response.json();
  const of = (section: string) => {
    const path = ['properties', 'environments', 'additionalProperties', 'properties', section];
    const names = [...path, 'additionalProperties', 'properties'];
    return new Set(Object.keys(Object(names.reduce<unknown>((at, name) => Object(at)[name], schema))));
  };
  return { applications: of('applications'), databases: of('databases'), services: of('services') };
}
