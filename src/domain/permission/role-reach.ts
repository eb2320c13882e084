import { type Ability, abilityPermits, isAbility } from './ability';
import { type Cell, matrixRow, type Role } from './role-matrix';
import { expandScope } from './scope';
import { type Permission, projectResources, splitPermission } from './vocabulary';

/** Rights of a membership (authorization contract §6). A `Principal` is one. */
export interface Membership {
  role: Role;
  /** Set exactly when `role` is `custom`. `projects` empty: not limited to any. */
  customRole: { permissions: readonly string[]; projects: readonly string[] } | null;
  /** Abilities of a member beyond reading, by project. */
  grants: readonly { projectUuid: string; abilities: readonly string[] }[];
  /** Whether the user is an owner or admin of organization 0, which runs the installation. */
  isInstanceAdmin: boolean;
}

/** The reach of a permission: everywhere in the organization, nowhere, or in the projects with these uuids. */
export type Reach = 'everywhere' | 'nowhere' | ReadonlySet<string>;

/** Abilities that grants can contain. */
export const grantAbilities = [
  'read',
  'read:sensitive',
  'write',
  'deploy',
] as const satisfies readonly Ability[];

/** Get the reach of a permission by a member's role, before an API key limits it. */
export function reachOf(membership: Membership, permission: Permission): Reach {
  const row = matrixRow(permission);
  if (row.condition === 'instance') return membership.isInstanceAdmin ? 'everywhere' : 'nowhere';
  return reachOfCell(row[membership.role], membership, permission);
}

function reachOfCell(cell: Cell, membership: Membership, permission: Permission): Reach {
  switch (cell) {
    case 'yes':
    case 'names':
      return 'everywhere';
    case 'no':
      return 'nowhere';
    case 'grant':
      return grantedProjects(membership, permission);
    case 'list':
      return listedReach(membership, permission);
  }
}

function grantedProjects({ grants }: Membership, permission: Permission): Reach {
  const granting = grants.filter(({ abilities }) =>
    abilities.some((ability) => isAbility(ability) && abilityPermits(ability, permission)),
  );
  return granting.length === 0 ? 'nowhere' : new Set(granting.map(({ projectUuid }) => projectUuid));
}

/**
 * Get the reach of a listed permission: a project list limits a custom role, except for servers and users, which are
 * outside projects.
 */
function listedReach({ customRole }: Membership, permission: Permission): Reach {
  if (!customRole?.permissions.some((listed) => expandScope(listed)?.has(permission))) return 'nowhere';
  if (customRole.projects.length === 0 || !standsInProject(permission)) return 'everywhere';
  return new Set(customRole.projects);
}

function standsInProject(permission: Permission): boolean {
  return projectResources.includes(splitPermission(permission).resource);
}

/** Whether the role permits it for any object at all: row 6 of the ordered checks; row 9 checks the object. */
export function rolePermits(membership: Membership, permission: Permission): boolean {
  return reachOf(membership, permission) !== 'nowhere';
}
