import { abilities, abilityPermits } from '../../domain/permission/ability';
import type { Permission } from '../../domain/permission/vocabulary';

/** The rights of a session. */
export interface Permits {
  /** `resource:action` in the whole organization; `*:*` is everything. */
  permissions: readonly string[];
  /** Further rights in single projects. */
  grants: readonly { project_uuid: string; abilities: readonly string[] }[];
}

/**
 * Whether something may be done in the organization, or in one project of it. The server decides again; this only keeps
 * buttons off the page that it would refuse.
 */
export function permits({ permissions, grants }: Permits, permission: Permission, project?: string): boolean {
  const [resource] = permission.split(':');
  if (permissions.some((held) => held === '*:*' || held === permission || held === `${resource}:*`))
    return true;
  const granted = grants.find(({ project_uuid }) => project_uuid === project)?.abilities ?? [];
  return abilities.some((ability) => granted.includes(ability) && abilityPermits(ability, permission));
}
