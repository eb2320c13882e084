import { type ApplicationRow, listApplicationRows } from '../../db/queries/list-applications';
import type { Scope } from '../context';

/** Applications of one environment, oldest first. */
export function applicationsIn(scope: Scope, environment: { id: number }): Promise<ApplicationRow[]> {
  const { organizationId, visibility } = scope;
  const filter = { organizationId, visibility, environmentId: environment.id };
  return listApplicationRows(scope.database.pool, filter);
}
