import { type AuditFilter, type AuditListRow, listAuditRows } from '../../db/queries/audit-list';
import type { Scope } from '../context';

export type { AuditListRow };

/** What a reader may ask for; whose rows they are is decided here. */
export type AuditQuery = Omit<AuditFilter, 'organizationId' | 'includesUnowned'>;

const exportBatch = 500;

/** One page, newest first; `next` goes on after it. */
export async function listAuditLog(
  scope: Scope,
  query: AuditQuery,
  limit: number,
): Promise<{ rows: AuditListRow[]; next: bigint | null }> {
  const rows = await listAuditRows(scope.database.pool, filterOf(scope, query), limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
}

/** Everything that fits, newest first, read a batch at a time as the reader takes it. */
export async function* exportAuditLog(scope: Scope, query: AuditQuery): AsyncGenerator<AuditListRow> {
  const filter = filterOf(scope, query);
  for (let { before } = query; ; ) {
    const rows = await listAuditRows(scope.database.pool, { ...filter, before }, exportBatch);
    yield* rows;
    before = rows.at(-1)?.seq;
    if (rows.length < exportBatch) return;
  }
}

/** Organization 0 runs the installation: its owners and admins also see what belongs to nobody. */
function filterOf({ principal, organizationId }: Scope, query: AuditQuery): AuditFilter {
  const { role, organization } = principal;
  const includesUnowned = organization.no === 0 && (role === 'owner' || role === 'admin');
  return { ...query, organizationId, includesUnowned };
}
