import { applicationDefaults } from '../../domain/workload/application-defaults';
import { madeBy, type PlannedCall } from './calls';
import { downtimeOf, type FieldChange } from './changes';
import {
  type Comparison,
  changedMembers,
  refuseUnknown,
  section as routers,
  type Section,
} from './comparison';
import { creation, writable } from './creation';
import { databaseDefaults, serviceDefaults } from './defaults';
import type { WorkloadPart } from './document';
import { engineFields } from './engine-fields';
import type { Members } from './members';
import { compareParts } from './part-comparison';

const defaultsOf: Record<Section, Members> = {
  applications: { ...applicationDefaults, docker_compose_raw: null },
  // Members that Gantry generates for a database when they are omitted have no default.
  databases: {
    ...databaseDefaults,
    ...Object.fromEntries(['image', 'ssl_mode', ...engineFields].map((name) => [name, undefined])),
  },
  services: { ...serviceDefaults, docker_compose_raw: null },
};

/** Members that identify a workload: another value means another workload. */
const identity: Record<Section, readonly string[]> = {
  applications: ['source', 'server_uuid', 'destination_uuid'],
  databases: ['type', 'server_uuid', 'destination_uuid'],
  services: ['type', 'server_uuid', 'destination_uuid'],
};

/** Parts that are compared separately. */
const parts = [
  'name',
  'uuid',
  'build_pack',
  'private_key_uuid',
  'tags',
  'variables',
  'storages',
  'scheduled_tasks',
  'backups',
  'urls',
];

export interface ComparedWorkload {
  environment: string;
  section: Section;
  key: string;
  desired: WorkloadPart & Members;
  /** Absent: the workload is created. */
  current?: Members | undefined;
  project: unknown;
}

/** Compare one workload of the document with the current one. */
export function compareWorkload(comparison: Comparison, workload: ComparedWorkload): void {
  const { environment, section, key, desired, current } = workload;
  const path = `${environment}/${section}/${key}`;
  const defaults = defaultsOf[section];
  refuseUnknown(path, desired, new Set([...Object.keys(defaults), ...identity[section], ...parts]));
  if (!current) {
    create(comparison, workload, 'create');
    return;
  }
  const replaced = identity[section].filter(
    (name) => desired[name] !== undefined && desired[name] !== current[name],
  );
  if (replaced.length > 0) {
    const fields = replaced.map((name) => ({ name, from: current[name] ?? null, to: desired[name] ?? null }));
    if (!comparison.prunes) {
      comparison.changes.push({ action: 'keep', path, fields, downtime: 'none' });
      return;
    }
    comparison.removals.push({
      procedure: `${routers[section]}.delete`,
      input: { uuid: comparison.state.ids.get(path) },
    });
    create(comparison, workload, 'replace', fields);
    return;
  }
  const uuid = comparison.state.ids.get(path);
  const members = changedMembers(comparison, { current, desired, defaults: withPack(section, defaults) });
  const inner = compareParts(comparison, { path, section, uuid, desired, current });
  const name = desired.name ?? key;
  const isRenamed = comparison.state.renamed.has(path) || (desired.name ?? null) !== (current.name ?? null);
  if (isRenamed) members.input.name = name;
  const renaming = isRenamed ? [{ name: 'name', from: current.name ?? null, to: name }] : [];
  const fields = [...renaming, ...members.fields, ...inner.fields];
  if (fields.length === 0) return;
  const downtime = downtimeOf(section, fields);
  comparison.changes.push({ action: 'change', path, fields, downtime });
  comparison.calls.push(...updateCall(section, uuid, members.input), ...inner.calls);
  comparison.removals.push(...inner.removals);
  if (downtime !== 'none') comparison.deployments.push(path);
}

/** Exclude the build pack of an application from the defaults: if omitted, the current one stays. */
function withPack(section: Section, defaults: Members): Members {
  return section === 'applications' ? { ...defaults, build_pack: undefined } : defaults;
}

function create(
  comparison: Comparison,
  { environment, section, key, desired, project }: ComparedWorkload,
  action: 'create' | 'replace',
  replaced: readonly FieldChange[] = [],
): void {
  const path = `${environment}/${section}/${key}`;
  const place = {
    project_uuid: project,
    environment_name: environment,
    server_uuid: desired.server_uuid,
    ...(desired.destination_uuid ? { destination_uuid: desired.destination_uuid } : {}),
    name: desired.name ?? key,
    ...(desired.tags?.length ? { tags: desired.tags } : {}),
  };
  // Gantry generates the passwords of databases that are not given.
  const missing = new Set(comparison.missing);
  const members = changedMembers(comparison, { current: {}, desired, defaults: defaultsOf[section] });
  if (section === 'databases') {
    comparison.missing = missing;
    for (const name of engineFields) if (members.input[name] === '') delete members.input[name];
  }
  const given = {
    ...members.input,
    build_pack: desired.build_pack,
    private_key_uuid: desired.private_key_uuid,
  };
  const call = creation(section, place, desired, section === 'databases' ? members.input : given);
  const uuid = madeBy(path);
  const afterwards = Object.fromEntries(
    Object.entries(members.input).filter(
      ([name]) => section !== 'databases' && !Object.hasOwn(call.input, name),
    ),
  );
  const inner = compareParts(comparison, { path, section, uuid, desired, current: { tags: desired.tags } });
  comparison.changes.push({
    action,
    path,
    fields: [...replaced, ...members.fields, ...inner.fields],
    downtime: action === 'create' ? 'none' : 'stop-start',
  });
  comparison.calls.push({ ...call, makes: path }, ...updateCall(section, uuid, afterwards), ...inner.calls);
  comparison.deployments.push(path);
}

function updateCall(section: Section, uuid: unknown, input: Members): PlannedCall[] {
  if (Object.keys(input).length === 0) return [];
  return [{ procedure: `${routers[section]}.update`, input: { uuid, ...writable(input) } }];
}
