import { type ApplicationRow, listApplicationRows } from '../../db/queries/list-applications';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';

export type { ApplicationRow };

export interface ApplicationPage {
  tag?: string;
  /** Uuid of the environment they stand in. */
  environmentUuid?: string;
  /** Part of the name, in any case. */
  search?: string;
  skip?: number;
  take?: number;
}

export function listApplications(scope: Scope, page: ApplicationPage): Promise<ApplicationRow[]> {
  const { organizationId, visibility } = scope;
  return listApplicationRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** The application as pages and answers show it, or 404. */
export async function getApplication(scope: Scope, uuid: string): Promise<ApplicationRow> {
  requirePublicId(uuid, 'Application');
  const { organizationId, visibility } = scope;
  const [row] = await listApplicationRows(scope.database.pool, { organizationId, visibility, uuid });
  if (!row) throw notFound('Application');
  return row;
}
