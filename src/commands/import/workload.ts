import type { At } from './at';
import { copyDatabase, copyVolume } from './data-commands';
import { type Draft, filled, type Members, type ProjectDraft } from './draft';
import type { Target } from './place';

/** Where the new name of a volume or a container is known only once the workload is there. */
const NEW_ID = 'NEW_UUID';

export type Section = 'applications' | 'databases' | 'services';

/** A workload of another system, and where it goes. */
export interface FoundWorkload {
  draft: ProjectDraft;
  environment: string;
  section: Section;
  name: string;
  /** Address of its machine. */
  ip: string | null;
}

/** What is not taken: a part of the workload, or with an empty one all of it. */
export type Leave = (reason: string, part: string) => void;

/** Everything that a workload becomes. */
export interface WorkloadParts {
  members: Members;
  variables: Members;
  storages: Members;
  tasks: Members;
  backups: Members[];
  data: DataOfWorkload;
}

/** Where the other system keeps the data of a workload, in the names of Docker. */
export interface DataOfWorkload {
  /** What the names of its own volumes begin with. */
  prefix: string;
  volumes: readonly { from: string; name: string; mountPath: string }[];
  /** Of a database. */
  database?: { engine: string; container: string; volume: string };
}

/**
 * Put a workload into the draft of its project, with the commands that copy its data; or say why it is left.
 * @param read the parts of the workload, or why it is left
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

/** The key of Gantry that opens the repository of an application, or why there is none. */
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
