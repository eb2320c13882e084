import { type DatabaseRow, listDatabaseRows } from '../../db/queries/list-databases';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';

export type { DatabaseRow };

export interface DatabasePage {
  tag?: string;
  environmentId?: number;
  /** Uuid of the environment they are in. */
  environmentUuid?: string;
  /** Part of the name, in any case. */
  search?: string;
  skip?: number;
  take?: number;
}

export function listDatabases(scope: Scope, page: DatabasePage): Promise<DatabaseRow[]> {
  const { organizationId, visibility } = scope;
  return listDatabaseRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** The database as pages and answers show it, or 404. */
export async function getDatabase(scope: Scope, uuid: string): Promise<DatabaseRow> {
  requirePublicId(uuid, 'Database');
  const { organizationId, visibility } = scope;
  const [row] = await listDatabaseRows(scope.database.pool, { organizationId, visibility, uuid });
  if (!row) throw notFound('Database');
  return row;
}
