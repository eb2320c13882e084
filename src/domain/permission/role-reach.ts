import { type Ability, abilityPermits, isAbility } from './ability';
import { type Cell, matrixRow, type Role } from './role-matrix';
import { expandScope } from './scope';
import { type Permission, projectResources, splitPermission } from './vocabulary';

/** The rights of a membership (authorization contract §6). A `Principal` is one. */
export interface Membership {
  role: Role;
  /** Set exactly when `role` is `custom`. `projects` empty: not confined to any. */
  customRole: { permissions: readonly string[]; projects: readonly string[] } | null;
  /** Abilities of a member beyond reading, by project. */
  grants: readonly { projectUuid: string; abilities: readonly string[] }[];
  /** Owner or admin of organization 0, which runs the installation. */
  isInstanceAdmin: boolean;
}

/** The reach of a permission: everywhere in the organization, nowhere, or in the projects with these uuids. */
export type Reach = 'everywhere' | 'nowhere' | ReadonlySet<string>;

/** Grants are made of these. */
export const grantAbilities = [
  'read',
  'read:sensitive',
  'write',
  'deploy',
] as const satisfies readonly Ability[];

/** The reach of a permission by the role of a member, before an API key cuts it. */
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

/** A project list confines a custom role where there are projects; servers and people are outside of them. */
function listedReach({ customRole }: Membership, permission: Permission): Reach {
  if (!customRole?.permissions.some((listed) => expandScope(listed)?.has(permission))) return 'nowhere';
  if (customRole.projects.length === 0 || !standsInProject(permission)) return 'everywhere';
  return new Set(customRole.projects);
}

function standsInProject(permission: Permission): boolean {
  return projectResources.includes(splitPermission(permission).resource);
}

/** Whether the role permits it anywhere at all: row 6 of the ordered checks; row 9 asks about the object. */
export function rolePermits(membership: Membership, permission: Permission): boolean {
  return reachOf(membership, permission) !== 'nowhere';
}
