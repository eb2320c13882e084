import { projectResources } from '../../domain/permission/vocabulary';
import type { Outputs } from '../trpc';

type Matrix = Outputs['role']['matrix'];
type Row = Matrix['resources'][number];
type Action = Row['actions'][number];
export type Cell = Action['member'];
export type Condition = NonNullable<Action['condition']>;
export type CustomRole = Outputs['role']['list'][number];

/** Actions on one resource that have the same cell in every role. */
export interface MatrixLine {
  resource: string;
  actions: string[];
  owner: Cell;
  admin: Cell;
  member: Cell;
  /** Cells of the custom roles, in the order of the roles. */
  custom: Cell[];
  /** Condition besides the role. */
  condition: Condition | null;
}

/** Cell of a custom role. Limited to its projects if the role names some and the resource belongs to projects. */
function customCell(role: CustomRole, resource: string, { action, custom }: Action): Cell {
  if (custom !== 'list') return custom;
  const isListed = role.permissions.some(
    (entry) => entry === '*:*' || entry === `${resource}:*` || entry === `${resource}:${action}`,
  );
  if (!isListed) return 'no';
  return role.projects.length > 0 && inProjects.has(resource) ? 'grant' : 'yes';
}

/** Resources that a list of projects limits. */
const inProjects: ReadonlySet<string> = new Set(projectResources);

/** Group the actions of a resource into lines with equal cells; read comes first. */
export function matrixLines({ resource, actions }: Row, roles: readonly CustomRole[]): MatrixLine[] {
  const lines = new Map<string, MatrixLine>();
  const ordered = actions.toSorted((a, b) => Number(b.action === 'read') - Number(a.action === 'read'));
  for (const each of ordered) {
    const { action, owner, admin, member, condition } = each;
    const custom = roles.map((role) => customCell(role, resource, each));
    const key = [owner, admin, member, condition, ...custom].join();
    const line = lines.get(key);
    if (line) line.actions.push(action);
    else lines.set(key, { resource, actions: [action], owner, admin, member, custom, condition });
  }
  return [...lines.values()];
}
