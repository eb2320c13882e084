import { type DeliveryRow, listDeliveryRows } from '../../db/queries/list-webhook-deliveries';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { Scope } from '../context';

export type { DeliveryRow };

export interface DeliveryPage {
  /** Position in the ledger of the last delivery of the previous page. */
  before: number | null;
  limit: number;
}

export interface DeliveryList {
  deliveries: DeliveryRow[];
  /** Position to continue at; null: these are the last. */
  next: number | null;
}

/** List the deliveries of the organization, newest first. Only its owners see those that concern no application. */
export async function listDeliveries(scope: Scope, page: DeliveryPage): Promise<DeliveryList> {
  const withStray = scope.principal.role === 'owner' && scope.visibility === null;
  return paged(scope, page, { withStray });
}

/** List the deliveries for one application, newest first. */
export async function listApplicationDeliveries(
  scope: Scope,
  uuid: string,
  page: DeliveryPage,
): Promise<DeliveryList> {
  requirePublicId(uuid, 'Application');
  const list = await paged(scope, page, { withStray: false, applicationUuid: uuid });
  // With deliveries that the caller sees, the application exists.
  if (list.deliveries.length > 0) return list;
  const where = { uuid, kind: 'application', followsId: null } as const;
  if (!(await scope.db.workload.findFirst({ where, select: { id: true } }))) throw notFound('Application');
  return list;
}

async function paged(
  { database, organizationId, visibility }: Scope,
  { before, limit }: DeliveryPage,
  filter: { withStray: boolean; applicationUuid?: string },
): Promise<DeliveryList> {
  const wanted = { organizationId, visibility, before, limit: limit + 1, ...filter };
  const rows = await listDeliveryRows(database.pool, wanted);
  const deliveries = rows.slice(0, limit);
  return { deliveries, next: rows.length > limit ? (deliveries.at(-1)?.id ?? null) : null };
}
