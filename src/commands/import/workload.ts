import type { At } from './at';
import { copyDatabase, copyVolume } from './data-commands';
import { type Draft, filled, type Members, type ProjectDraft } from './draft';
import type { Target } from './place';

/** Placeholder in the new name of a volume or a container that is known only once the workload has been created. */
const NEW_ID = 'NEW_UUID';

export type Section = 'applications' | 'databases' | 'services';

/** A workload of another system, and its position in the draft. */
export interface FoundWorkload {
  draft: ProjectDraft;
  environment: string;
  section: Section;
  name: string;
  /** Address of its server. */
  ip: string | null;
}

/** Record what is not imported: a part of the workload, or all of it if the part is empty. */
export type Leave = (reason: string, part: string) => void;

/** Everything that a workload is converted to. */
export interface WorkloadParts {
  members: Members;
  variables: Members;
  storages: Members;
  tasks: Members;
  backups: Members[];
  data: DataOfWorkload;
}

/** Where the other system stores the data of a workload, by Docker names. */
export interface DataOfWorkload {
  /** Prefix of the names of the workload's own volumes. */
  prefix: string;
  volumes: readonly { from: string; name: string; mountPath: string }[];
  /** The data of a database. */
  database?: { engine: string; container: string; volume: string };
}

/**
 * Add a workload to the draft of its project with the commands that copy its data, or record why it is not imported.
 * @param read converts the parts of the workload, or returns why it is not imported
 */
export async function addWorkload(
  { target, all }: { target: Target; all: Draft },
  { draft, environment, section, name, ip }: FoundWorkload,
  read: (at: At, leave: Leave) => Promise<WorkloadParts | string>,
): Promise<void> {
  const key = draft.keyOf(environment, section, name);
  const what = `${draft.name}/${environment}/${section}/${key}`;
  const leave: Leave = (reason, part) => void all.left.push({ what: what + part, reason });
  const server = target.serverOf(ip);
  if (server === null)
    return leave(`Gantry has no server ${ip ?? 'for it'}. Add it, or use --server NAME.`, '');
  const parts = await read({ draft, environment, key }, leave);
  if (typeof parts === 'string') return leave(parts, '');
  const { members, variables, storages, tasks, backups, data } = parts;
  const own = { ...(key === name ? {} : { name }), server_uuid: server, ...members };
  draft.addWorkload(
    environment,
    section,
    key,
    filled({ ...own, variables, storages, scheduled_tasks: tasks, backups }),
  );
  for (const { part, command } of copiesOf(section, data)) all.data.push({ what: what + part, command });
}

/** Find the key of Gantry that opens the repository of an application, or return why there is none. */
export function deployKey(
  target: Target,
  key: { name: string | null; fingerprint: string | null },
): { private_key_uuid: string } | string {
  const uuid = target.keyOf(key);
  return uuid === null
    ? `Gantry has no key ${key.name ?? 'like its deploy key'}. Store it: gantry keys create.`
    : { private_key_uuid: uuid };
}

function copiesOf(section: Section, { prefix, volumes, database }: DataOfWorkload) {
  if (database) {
    const { engine, container, volume } = database;
    return [{ part: '', command: copyDatabase(engine, container, NEW_ID) ?? copyVolume(volume, NEW_ID) }];
  }
  if (section === 'services')
    return [{ part: '', command: copyVolume(`${prefix}_VOLUME`, `${NEW_ID}_VOLUME`) }];
  return volumes.map(({ from, name, mountPath }) => ({
    part: mountPath,
    command: copyVolume(from, `${NEW_ID}-${name}`),
  }));
}
