import { type ApplicationRow, listApplicationRows } from '../../db/queries/list-applications';
import {
  type ApplicationSummary,
  listApplicationSummaryRows,
} from '../../db/queries/list-workload-summaries';
import type { Scope } from '../context';
import type { WorkloadPage } from '../workloads/page';

export type { ApplicationRow, ApplicationSummary };

export function listApplications(scope: Scope, page: WorkloadPage): Promise<ApplicationRow[]> {
  const { organizationId, visibility } = scope;
  return listApplicationRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** List the applications with what cards and palettes show. */
export function listApplicationSummaries(scope: Scope, page: WorkloadPage): Promise<ApplicationSummary[]> {
  const { organizationId, visibility } = scope;
  return listApplicationSummaryRows(scope.database.pool, { organizationId, visibility, ...page });
}
