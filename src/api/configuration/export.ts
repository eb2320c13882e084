import { toYaml } from '../../domain/configuration-reference';
import { byName, compare, filled, type Members, type Place, pathOf } from './members';
import type { ConfigurationCaller } from './tree';
import { applicationPart, databasePart, servicePart, sharedVariables } from './workload-parts';

/** Version of the document format. */
export const FORMAT_VERSION = 1;

const comment = ` Gantry configuration, version ${FORMAT_VERSION}. Schema: /docs/configuration.schema.json
 "!secret NAME" is a value that Gantry keeps and this document does not; "!env NAME" and "!file PATH" are read
 where the document is applied.`;

/** A project as a document, and what else was collected while it was read. */
export interface ProjectState {
  document: Members;
  /** Ids of workloads and their parts, by path in the document. */
  ids: Map<string, string>;
  /** Values of secrets by name; they are never sent. */
  values: Map<string, string>;
  /** Paths of workloads that have another name in the document. */
  renamed: Set<string>;
}

/** Read all editable settings of a project that differ from their defaults, in a stable order. */
export async function readProject(api: ConfigurationCaller, uuid: string): Promise<ProjectState> {
  const ids = new Map<string, string>();
  const values = new Map<string, string>();
  const project = await api.project.get({ uuid });
  const shared = await api.projectVariable.listEnvs({ uuid });
  const place = { environment: 'project', workload: 'shared', ids, values };
  for (const row of shared) ids.set(`variables/${row.key}`, String(row.id));
  const environments: Record<string, Members> = {};
  for (const { name } of [...(await api.environment.list({ uuid }))].sort((a, b) => compare(a.name, b.name)))
    environments[name] = await environmentPart(api, uuid, { ...place, environment: name });
  const document = {
    version: FORMAT_VERSION,
    project: filled({ name: project.name, description: project.description || null }),
    ...filled({ variables: sharedVariables(shared, place) }),
    environments,
  };
  return { document, ids, values, renamed: new Set() };
}

async function environmentPart(api: ConfigurationCaller, uuid: string, place: Place): Promise<Members> {
  const name = place.environment;
  const path = { uuid, environment_name_or_uuid: name };
  const { applications, services, description, ...rest } = await api.environment.get(path);
  const databases = Object.values(rest).flatMap((value) => (Array.isArray(value) ? value : []));
  const shared = await api.environmentVariable.listEnvs(path);
  for (const row of shared) place.ids.set(`${name}/variables/${row.key}`, String(row.id));
  const at = (section: string, workload: string, id: string): Place => {
    place.ids.set(pathOf({ ...place, workload }, section), id);
    return { ...place, workload };
  };
  return filled({
    description: description || null,
    variables: sharedVariables(shared, place),
    applications: await parts(applications, (each, key) =>
      applicationPart(api, each.uuid, at('applications', key, each.uuid)),
    ),
    databases: await parts(databases, (each, key) =>
      databasePart(api, each.uuid, at('databases', key, each.uuid)),
    ),
    services: await parts(services, (each, key) =>
      servicePart(api, each.uuid, at('services', key, each.uuid)),
    ),
  });
}

/** Read the parts of workloads one after another: a large project must not take every connection. */
async function parts<T extends { id: number; uuid: string; name: string }>(
  workloads: readonly T[],
  read: (workload: T, key: string) => Promise<Members>,
): Promise<Record<string, Members>> {
  const keys = new Map<string, string>();
  byName(workloads, ({ uuid }, key) => {
    keys.set(uuid, key);
    return {};
  });
  const found = new Map<string, Members>();
  for (const workload of workloads)
    found.set(workload.uuid, await read(workload, keys.get(workload.uuid) ?? workload.name));
  return byName(workloads, ({ uuid }) => found.get(uuid) ?? {});
}

/** Render the document as YAML. */
export function documentText(document: Members): string {
  return toYaml(document, comment);
}
