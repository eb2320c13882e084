import { Reference } from '../../domain/configuration-reference';
import type { PlannedCall } from './calls';
import type { FieldChange } from './changes';
import { type Comparison, section as routers, type Section, wanted } from './comparison';
import { backupDefaults, taskDefaults } from './defaults';
import type { WorkloadPart } from './document';
import type { Members } from './members';
import { changedVariables } from './variable-comparison';

interface ComparedParts {
  path: string;
  section: Section;
  /** Uuid of the workload, or a reference to it if an earlier call creates it. */
  uuid: unknown;
  desired: WorkloadPart;
  current: Members;
}

interface PartChanges {
  fields: FieldChange[];
  calls: PlannedCall[];
  removals: PlannedCall[];
}

/** Compare what belongs to a workload: variables, storages, tasks, backups, tags and URLs. */
export function compareParts(comparison: Comparison, compared: ComparedParts): PartChanges {
  const found: PartChanges = { fields: [], calls: [], removals: [] };
  const { path, section, uuid, desired, current } = compared;
  const router = routers[section];
  const ids = comparison.state.ids;
  const partOf = (name: string): Members => ({ ...Object(current[name]) });
  const field = (name: string, from: unknown, to: unknown) =>
    found.fields.push({ name, from: plain(from), to: plain(to) });
  /** Remove the parts that are missing in the document, if pruning was requested. */
  const prune = (part: string, wantedNames: Iterable<string>, procedure: string, idName: string) => {
    const kept = new Set(wantedNames);
    for (const name of Object.keys(partOf(part)).filter((each) => !kept.has(each))) {
      if (!comparison.prunes) continue;
      field(`${part}/${name}`, partOf(part)[name], null);
      found.removals.push({ procedure, input: { uuid, [idName]: ids.get(`${path}/${part}/${name}`) } });
    }
  };

  const variables = changedVariables(comparison, path, desired.variables ?? {}, partOf('variables'));
  for (const { key } of variables) field(`variables/${key}`, null, null);
  if (variables.length > 0)
    found.calls.push({
      procedure: `${router}.bulkUpdateEnvs`,
      input: { uuid, data: variables.map(({ item }) => item) },
    });
  prune('variables', Object.keys(desired.variables ?? {}), `${router}.deleteEnv`, 'env_uuid');

  for (const [mountPath, storage] of Object.entries(desired.storages ?? {})) {
    const now = partOf('storages')[mountPath];
    const { content, ...fixed } = storage;
    const { content: contentNow, ...fixedNow } = { ...Object(now) };
    const isFixed = now !== undefined && same(fixed, fixedNow);
    const text =
      content === undefined ? ({ isSame: true } as const) : wanted(comparison, content, contentNow);
    if (isFixed && text.isSame) continue;
    field(`storages/${mountPath}`, now ?? null, storage);
    const id = ids.get(`${path}/storages/${mountPath}`);
    if (isFixed && !text.isSame) {
      const input = { uuid, storage_uuid: id, type: 'file', content: text.value };
      found.calls.push({ procedure: `${router}.updateStorage`, input });
      continue;
    }
    if (now !== undefined)
      found.calls.push({ procedure: `${router}.deleteStorage`, input: { uuid, storage_uuid: id } });
    const input = { uuid, mount_path: mountPath, ...fixed, ...(text.isSame ? {} : { content: text.value }) };
    found.calls.push({ procedure: `${router}.createStorage`, input });
  }
  prune('storages', Object.keys(desired.storages ?? {}), `${router}.deleteStorage`, 'storage_uuid');

  for (const [name, task] of Object.entries(desired.scheduled_tasks ?? {})) {
    const now = partOf('scheduled_tasks')[name];
    if (now !== undefined && same({ ...taskDefaults, ...task }, { ...taskDefaults, ...Object(now) }))
      continue;
    field(`scheduled_tasks/${name}`, now ?? null, task);
    const members = { ...taskDefaults, ...task, name: task.name ?? name };
    const id = ids.get(`${path}/scheduled_tasks/${name}`);
    const [procedure, input] =
      now === undefined
        ? ['createTask', { uuid, ...members }]
        : ['updateTask', { uuid, task_uuid: id, ...members }];
    found.calls.push({ procedure: `${router}.${procedure}`, input });
  }
  prune('scheduled_tasks', Object.keys(desired.scheduled_tasks ?? {}), `${router}.deleteTask`, 'task_uuid');

  const backups = desired.backups ?? [];
  for (const [index, backup] of backups.entries()) {
    const now = Reflect.get(partOf('backups'), String(index));
    const members = { ...backupDefaults, ...backup };
    if (now !== undefined && same(members, { ...backupDefaults, ...Object(now) })) continue;
    field(`backups/${index}`, now ?? null, backup);
    const id = ids.get(`${path}/backups/${index}`);
    const [procedure, input] =
      now === undefined
        ? ['createBackup', { uuid, ...members }]
        : ['updateBackup', { uuid, scheduled_backup_uuid: id, ...members }];
    found.calls.push({ procedure: `${router}.${procedure}`, input });
  }
  prune(
    'backups',
    backups.map((_, index) => String(index)),
    `${router}.deleteBackup`,
    'scheduled_backup_uuid',
  );

  const tagsNow: string[] = Array.isArray(current.tags) ? current.tags : [];
  const added = (desired.tags ?? []).filter((tag) => !tagsNow.includes(tag));
  for (const tag of added) field(`tags/${tag}`, null, tag);
  if (added.length > 0)
    found.calls.push({ procedure: `${router}.attachTags`, input: { uuid, tag_names: added } });
  for (const tag of comparison.prunes ? tagsNow.filter((each) => !desired.tags?.includes(each)) : []) {
    field(`tags/${tag}`, tag, null);
    found.removals.push({
      procedure: `${router}.detachTag`,
      input: { uuid, tag_uuid: ids.get(`${path}/tags/${tag}`) },
    });
  }

  const urls = Object.entries(desired.urls ?? {}).filter(([name, url]) => partOf('urls')[name] !== url);
  for (const [name, url] of urls) field(`urls/${name}`, partOf('urls')[name] ?? null, url);
  if (urls.length > 0)
    found.calls.push({
      procedure: `${router}.update`,
      input: { uuid, urls: urls.map(([name, url]) => ({ name, url })) },
    });
  return found;
}

/** Copy a part for a plan, without references, which are secrets. */
function plain(value: unknown): unknown {
  if (value === undefined || value instanceof Reference) return null;
  if (typeof value !== 'object' || value === null) return value;
  const shownMembers = Object.entries(value).filter(([, member]) => !(member instanceof Reference));
  return Array.isArray(value) ? value : Object.fromEntries(shownMembers);
}

function same(a: Members, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted({ ...Object(b) }));
}

function sorted(members: Members): [string, unknown][] {
  return Object.entries(members).sort(([a], [b]) => (a < b ? -1 : 1));
}
