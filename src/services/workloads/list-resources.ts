import { listResourceRows, type ResourceRows } from '../../db/queries/list-resources';
import { workloadResources } from '../../db/visibility';
import { scopeFor } from '../authorization/scope-for';
import type { Scope } from '../context';

export type { ResourceRows };

/** List all workloads that the caller may see, oldest first. */
export function listResources(
  scope: Scope,
  page: { environmentId?: number; skip?: number; take?: number },
): Promise<ResourceRows> {
  const kinds = workloadResources.flatMap((resource) => {
    const own = scopeFor(scope, `${resource}:read`);
    return own === null ? [] : [{ resource, visibility: own.visibility }];
  });
  return listResourceRows(scope.database.pool, { organizationId: scope.organizationId, kinds, ...page });
}
