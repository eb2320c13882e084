import { can } from '../../auth/decision';
import type { SharedScope } from '../../db/generated/client';
import type { Permission } from '../../domain/permission/vocabulary';
import { refusedAction } from '../authorization/require-object';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findEnvironment } from '../environments/find';
import { findProject } from '../projects/find';
import { findServer } from '../servers/find';

/** The owner of shared variables, as a request names it. */
export type NamedOwner =
  | { scope: 'team' }
  | { scope: 'project' | 'server'; uuid: string }
  | { scope: 'environment'; project: string; environment: string };

/** The columns of a row that identify its owner. */
export interface Owner {
  scope: SharedScope;
  projectId: number | null;
  environmentId: number | null;
  serverId: number | null;
  /** null: the organization. */
  uuid: string | null;
}

const none = { projectId: null, environmentId: null, serverId: null };

/**
 * Find the owner of shared variables.
 * @throws AppError 404 · 403 for those of the organization when the caller may do this only in some projects
 */
export async function findOwner(scope: Scope, named: NamedOwner, permission: Permission): Promise<Owner> {
  switch (named.scope) {
    case 'team': {
      const object = { type: 'env_var', uuid: null, projectUuid: null } as const;
      if (!can(scope.principal, permission, object)) throw refusedAction(permission);
      return { ...none, scope: 'team', uuid: null };
    }
    case 'project': {
      const { id, uuid } = await findProject(scope, named.uuid);
      return { ...none, scope: 'project', projectId: id, uuid };
    }
    case 'environment': {
      const { id, uuid } = await findEnvironment(scope, named.project, named.environment);
      return { ...none, scope: 'environment', environmentId: id, uuid };
    }
    case 'server': {
      const { id, uuid } = await findServer(scope, named.uuid);
      return { ...none, scope: 'server', serverId: id, uuid };
    }
  }
}

/** Tell every console that the owner of the variables has changed. */
export async function ownerChanged(scope: Scope, owner: Owner): Promise<void> {
  if (owner.scope !== 'team' && owner.uuid !== null) await changed(scope, owner.scope, owner.uuid);
}
