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
  const { organizationId, visibility } = scope;
  return listProjectRows(scope.database.pool, { organizationId, visibility, page });
}

/** The same list with what a card of the console shows. */
export function listProjectSummaries(scope: Scope, page?: Window): Promise<ProjectSummaryRow[]> {
  const { organizationId, visibility } = scope;
  return listProjectSummaryRows(scope.database.pool, { organizationId, visibility, page });
}
