import { invalidField } from '../../domain/error';
import { madeBy } from './calls';
import { type Comparison, section as routers, type Section } from './comparison';
import type { ConfigurationDocument } from './document';
import { FORMAT_VERSION, type ProjectState } from './export';
import { type Members, part } from './members';
import { compareShared } from './shared-comparison';
import { compareWorkload } from './workload-comparison';

/** Name under which calls refer to a project that the plan creates. */
const PROJECT = 'project';

export interface ComparedProject {
  document: ConfigurationDocument;
  /** null: the project does not exist yet. */
  project: { uuid: string; state: ProjectState } | null;
  given: Readonly<Record<string, string>>;
  prunes: boolean;
}

const nothing = (): ProjectState => ({
  // A new project already has this environment.
  document: { version: FORMAT_VERSION, project: {}, environments: { production: {} } },
  ids: new Map(),
  values: new Map(),
  renamed: new Set(),
});

const sections: readonly Section[] = ['applications', 'databases', 'services'];

/** Compare a document with its project. @throws AppError if the document does not fit the project */
export function compareProject({ document, project, given, prunes }: ComparedProject): Comparison {
  const state = project?.state ?? nothing();
  const comparison: Comparison = {
    state,
    given,
    prunes,
    changes: [],
    calls: [],
    removals: [],
    deployments: [],
    missing: new Set(),
  };
  const uuid: unknown = project?.uuid ?? madeBy(PROJECT);
  compareHead(comparison, document.project, uuid, project !== null);
  compareShared(
    comparison,
    'project',
    { uuid },
    document.variables ?? {},
    part(state.document, 'variables'),
    '',
  );
  const current = part(state.document, 'environments');
  moveAll(state, current, document);
  for (const [name, environment] of Object.entries(document.environments)) {
    const now = { ...Object(current[name]) };
    if (!Object.hasOwn(current, name)) {
      comparison.changes.push({ action: 'create', path: name, fields: [], downtime: 'none' });
      comparison.calls.push({ procedure: 'environment.create', input: { uuid, name } });
    }
    compareEnvironment(comparison, { name, uuid, environment, now });
  }
  for (const name of Object.keys(current).filter((each) => !Object.hasOwn(document.environments, each)))
    removeEnvironment(comparison, uuid, name, { ...Object(current[name]) });
  return comparison;
}

function compareHead(
  comparison: Comparison,
  head: ConfigurationDocument['project'],
  uuid: unknown,
  exists: boolean,
) {
  const { name, description } = head;
  if (!exists) {
    comparison.changes.push({
      action: 'create',
      path: PROJECT,
      fields: [{ name: 'name', from: null, to: name }],
      downtime: 'none',
    });
    const input = { name, ...(description ? { description } : {}) };
    comparison.calls.push({ procedure: 'project.create', input, makes: PROJECT });
    return;
  }
  const now = part(comparison.state.document, 'project');
  const fields = [
    { name: 'name', from: now.name ?? null, to: name },
    { name: 'description', from: now.description ?? null, to: description ?? null },
  ].filter(({ from, to }) => from !== to);
  if (fields.length === 0) return;
  comparison.changes.push({ action: 'change', path: PROJECT, fields, downtime: 'none' });
  const input = Object.fromEntries(fields.map((field) => [field.name, field.to ?? '']));
  comparison.calls.push({ procedure: 'project.update', input: { uuid, ...input } });
}

interface ComparedEnvironment {
  name: string;
  uuid: unknown;
  environment: ConfigurationDocument['environments'][string];
  now: Members;
}

function compareEnvironment(
  comparison: Comparison,
  { name, uuid, environment, now }: ComparedEnvironment,
): void {
  const path = { uuid, environment_name_or_uuid: name };
  const [from, to] = [now.description ?? null, environment.description ?? null];
  if (from !== to) {
    const fields = [{ name: 'description', from, to }];
    comparison.changes.push({ action: 'change', path: name, fields, downtime: 'none' });
    comparison.calls.push({ procedure: 'environment.update', input: { ...path, description: to ?? '' } });
  }
  compareShared(
    comparison,
    'environment',
    path,
    environment.variables ?? {},
    part(now, 'variables'),
    `${name}/`,
  );
  for (const section of sections) {
    const current = part(now, section);
    const desired = environment[section] ?? {};
    for (const [key, workload] of Object.entries(desired)) {
      const there = Object.hasOwn(current, key) ? { ...Object(current[key]) } : undefined;
      compareWorkload(comparison, {
        environment: name,
        section,
        key,
        desired: { ...workload },
        current: there,
        project: uuid,
      });
    }
    for (const key of Object.keys(current).filter((each) => !Object.hasOwn(desired, each)))
      removeWorkload(comparison, section, `${name}/${section}/${key}`);
  }
}

function removeWorkload(comparison: Comparison, section: Section, path: string): void {
  const action = comparison.prunes ? 'delete' : 'keep';
  comparison.changes.push({
    action,
    path,
    fields: [],
    downtime: action === 'delete' ? 'stop-start' : 'none',
  });
  if (!comparison.prunes) return;
  const uuid = comparison.state.ids.get(path);
  comparison.removals.push({ procedure: `${routers[section]}.delete`, input: { uuid } });
}

/** Delete an environment only if it is empty: its workloads are removed later, by their servers. */
function removeEnvironment(comparison: Comparison, uuid: unknown, name: string, now: Members): void {
  const workloads = sections.flatMap((section) =>
    Object.keys(part(now, section)).map((key) => ({ section, key })),
  );
  for (const { section, key } of workloads) removeWorkload(comparison, section, `${name}/${section}/${key}`);
  const goes = comparison.prunes && workloads.length === 0;
  comparison.changes.push({ action: goes ? 'delete' : 'keep', path: name, fields: [], downtime: 'none' });
  if (!goes) return;
  const input = { uuid, environment_name_or_uuid: name };
  comparison.removals.push({ procedure: 'environment.delete', input });
}

/**
 * Move renamed workloads to their new keys, so that each is compared with itself.
 * @throws AppError validation_failed
 */
function moveAll(state: ProjectState, environments: Members, document: ConfigurationDocument): void {
  const moves = [...(document.moved ?? [])];
  for (const [environment, { applications, databases, services }] of Object.entries(document.environments))
    for (const [section, workloads] of Object.entries({ applications, databases, services }))
      for (const [key, { uuid }] of Object.entries(workloads ?? {})) {
        const from = [...state.ids].find(([path, id]) => id === uuid && path.split('/').length === 3)?.[0];
        const to = `${environment}/${section}/${key}`;
        if (uuid !== undefined && from !== undefined && from !== to) moves.push({ from, to });
      }
  for (const { from, to } of moves) move(state, environments, from, to);
}

function move({ ids, renamed }: ProjectState, environments: Members, from: string, to: string): void {
  const [environment = '', section = '', key = '', ...rest] = from.split('/');
  const [toEnvironment, toSection, toKey = ''] = to.split('/');
  if (rest.length > 0 || environment !== toEnvironment || section !== toSection || toKey === '')
    throw invalidField(
      'moved',
      'A workload can only be renamed within its environment: production/applications/old to …/new.',
    );
  const current = Object(Object(environments[environment])[section]);
  if (!Object.hasOwn(current, key) || Object.hasOwn(current, toKey)) return; // the rename was applied before
  current[toKey] = current[key];
  delete current[key];
  for (const [path, id] of [...ids].filter(([path]) => path === from || path.startsWith(`${from}/`)))
    ids.set(to + path.slice(from.length), id);
  renamed.add(to);
}
