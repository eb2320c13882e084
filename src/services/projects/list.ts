import {
  listProjectJson,
  listProjectSummaryJson,
  type ProjectFilter,
  type ProjectRow,
  type ProjectSummaryRow,
} from '../../db/queries/list-projects';
import type { JsonText } from '../../domain/json-text';
import type { Scope } from '../context';

export type { ProjectRow };

/** The selection of projects: a page, and part of a name. */
export type ProjectSelection = Pick<ProjectFilter, 'page' | 'search'>;

/** List the projects of the organization, oldest first. */
export function listProjects(
  scope: Scope,
  selection: ProjectSelection = {},
): Promise<JsonText<ProjectRow[]>> {
  const { organizationId, visibility } = scope;
  return listProjectJson(scope.database.pool, { organizationId, visibility, ...selection });
}

/** List the projects with everything that a card of the console shows. */
export function listProjectSummaries(
  scope: Scope,
  selection: ProjectSelection = {},
): Promise<JsonText<ProjectSummaryRow[]>> {
  const { organizationId, visibility } = scope;
  return listProjectSummaryJson(scope.database.pool, { organizationId, visibility, ...selection });
}
