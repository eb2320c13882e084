import { type DatabaseRow, listDatabaseRows } from '../../db/queries/list-databases';
import { type DatabaseSummary, listDatabaseSummaryJson } from '../../db/queries/list-workload-summaries';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { JsonText } from '../../domain/json-text';
import type { Scope } from '../context';
import type { WorkloadPage } from '../workloads/page';

export type { DatabaseRow };

export function listDatabases(scope: Scope, page: WorkloadPage): Promise<readonly DatabaseRow[]> {
  const { organizationId, visibility } = scope;
  return listDatabaseRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** List the databases with what cards and palettes show. */
export function listDatabaseSummaries(
  scope: Scope,
  page: WorkloadPage,
): Promise<JsonText<DatabaseSummary[]>> {
  const { organizationId, visibility } = scope;
  return listDatabaseSummaryJson(scope.database.pool, { organizationId, visibility, ...page });
}

/** Get the database as pages and answers show it, or 404. */
export async function getDatabase(scope: Scope, uuid: string): Promise<DatabaseRow> {
  requirePublicId(uuid, 'Database');
  const { organizationId, visibility } = scope;
  const [row] = await listDatabaseRows(scope.database.pool, { organizationId, visibility, uuid });
  if (!row) throw notFound('Database');
  return row;
}
