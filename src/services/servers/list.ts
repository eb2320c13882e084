import { listServerRows, type ServerRow } from '../../db/queries/list-servers';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';

export type { ServerRow };

/** List the servers of the organization, oldest first. */
export function listServers(
  scope: Scope,
  page?: { skip: number; take: number },
): Promise<readonly ServerRow[]> {
  const { organizationId, visibility } = scope;
  return listServerRows(scope.database.pool, { organizationId, visibility, ...page });
}

/** Get the server as pages and answers show it, or 404. To reach its machine: `findServer`. */
export async function getServer(scope: Scope, uuid: string): Promise<ServerRow> {
  requirePublicId(uuid, 'Server');
  const { organizationId, visibility } = scope;
  const [row] = await listServerRows(scope.database.pool, { organizationId, visibility, uuid });
  if (!row) throw notFound('Server');
  return row;
}
