import {
  listProjectRows,
  listProjectSummaryRows,
  type ProjectRow,
  type ProjectSummaryRow,
  type Window,
} from '../../db/queries/list-projects';
import type { Scope } from '../context';

export type { ProjectRow, ProjectSummaryRow };

/** Projects of the organization, oldest first. */
export function listProjects(scope: Scope, page?: Window): Promise<ProjectRow[]> {
  return listProjectRows(scope.database.pool, scope.organizationId, page);
}

/** The same list with what a card of the console shows. */
export function listProjectSummaries(scope: Scope, page?: Window): Promise<ProjectSummaryRow[]> {
  return listProjectSummaryRows(scope.database.pool, scope.organizationId, page);
}
