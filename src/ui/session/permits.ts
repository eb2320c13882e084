import { abilities, abilityPermits } from '../../domain/permission/ability';
import type { Permission } from '../../domain/permission/vocabulary';

/** Rights of a session. */
export interface Permits {
  /** Permissions in the whole organization, each as `resource:action`; `*:*` is all of them. */
  permissions: readonly string[];
  /** Further rights in single projects. */
  grants: readonly { project_uuid: string; abilities: readonly string[] }[];
}

/**
 * Whether an action is permitted in the organization, or in one of its projects. The server checks again; this only
 * hides buttons whose requests it would refuse.
 */
export function permits({ permissions, grants }: Permits, permission: Permission, project?: string): boolean {
  const [resource] = permission.split(':');
  if (permissions.some((held) => held === '*:*' || held === permission || held === `${resource}:*`))
    return true;
  const granted = grants.find(({ project_uuid }) => project_uuid === project)?.abilities ?? [];
  return abilities.some((ability) => granted.includes(ability) && abilityPermits(ability, permission));
}

/** Whether an action is permitted in the organization or in any of its projects. */
export function permitsSomewhere(rights: Permits, permission: Permission): boolean {
  return (
    permits(rights, permission) ||
    rights.grants.some(({ project_uuid }) => permits(rights, permission, project_uuid))
  );
}
