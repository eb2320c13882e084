import { type ApplicationRow, listApplicationRows } from '../../db/queries/list-applications';
import {
  type ApplicationSummary,
  listApplicationSummaryRows,
} from '../../db/queries/list-workload-summaries';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
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

/** The application as pages and answers show it, or 404. */
export async function getApplication(scope: Scope, uuid: string): Promise<ApplicationRow> {
  requirePublicId(uuid, 'Application');
  const { organizationId, visibility } = scope;
  const [row] = await listApplicationRows(scope.database.pool, { organizationId, visibility, uuid });
  if (!row) throw notFound('Application');
  return row;
}
