import type { Database, Server, Workload } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** A database with its server. */
export type DatabaseOnServer = Workload & Database & { server: Server };

/** Get the database of this organization, or 404. */
export async function findDatabase(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<DatabaseOnServer> {
  requirePublicId(uuid, 'Database');
  const found = await scope.db.workload.findUnique({
    where: { uuid, kind: 'database' },
    include: { database: true, destination: { include: { server: true } } },
  });
  if (!found?.database) throw notFound('Database');
  const { database, destination, ...workload } = found;
  return { ...database, ...workload, server: destination.server };
}
