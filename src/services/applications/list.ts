import { type ApplicationRow, listApplicationRows } from '../../db/queries/list-applications';
import {
  type ApplicationSummary,
  listApplicationSummaryJson,
} from '../../db/queries/list-workload-summaries';
import type { JsonText } from '../../domain/json-text';
import type { Scope } from '../context';
import type { WorkloadPage } from '../workloads/page';

export type { ApplicationRow };

export function listApplications(scope: Scope, page: WorkloadPage): Promise<readonly ApplicationRow[]> {
  const { organizationId, visibility } = scope;
  return listApplicationRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** List the applications with what cards and palettes show. */
export function listApplicationSummaries(
  scope: Scope,
  page: WorkloadPage,
): Promise<JsonText<ApplicationSummary[]>> {
  const { organizationId, visibility } = scope;
  return listApplicationSummaryJson(scope.database.pool, { organizationId, visibility, ...page });
}
