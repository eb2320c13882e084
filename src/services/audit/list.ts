import { type AuditFilter, type AuditListRow, listAuditRows } from '../../db/queries/audit-list';
import { inTransaction } from '../../db/transaction';
import { isStatementTimeout } from '../../db/unavailable';
import { invalidField } from '../../domain/error';
import type { Scope } from '../context';

export type { AuditListRow };

/** The filter that a reader may choose; the organizations are decided here. */
export type AuditQuery = Omit<AuditFilter, 'organizationId' | 'includesUnowned'>;

const exportBatch = 500;
const SEARCH_LIMIT_MS = 3_000;

/** List one page, newest first; `next` continues after it. */
export async function listAuditLog(
  scope: Scope,
  query: AuditQuery,
  limit: number,
): Promise<{ rows: AuditListRow[]; next: bigint | null }> {
  const rows = await readRows(scope, filterOf(scope, query), limit + 1);
  const page = rows.slice(0, limit);
  return { rows: page, next: rows.length > limit ? (page.at(-1)?.seq ?? null) : null };
}

/** Export all rows that match the filter, newest first, in batches at the pace of the reader. */
export async function* exportAuditLog(scope: Scope, query: AuditQuery): AsyncGenerator<AuditListRow> {
  const filter = filterOf(scope, query);
  for (let { before } = query; ; ) {
    const rows = await readRows(scope, { ...filter, before }, exportBatch);
    yield* rows;
    before = rows.at(-1)?.seq;
    if (rows.length < exportBatch) return;
  }
}

/**
 * Read rows, with a time limit: a text search scans rows until a page is full, possibly the whole trail.
 * @throws AppError validation_failed
 */
async function readRows({ database }: Scope, filter: AuditFilter, limit: number): Promise<AuditListRow[]> {
  if (filter.search === undefined) return listAuditRows(database.pool, filter, limit);
  try {
    return await inTransaction(
      database.pool,
      (client) => listAuditRows(client, filter, limit),
      SEARCH_LIMIT_MS,
    );
  } catch (error) {
    if (!isStatementTimeout(error)) throw error;
    throw invalidField('search', 'This search takes too long. Filter by time, action or user.');
  }
}

/** Organization 0 runs the installation: its owners and admins also see rows without an organization. */
function filterOf({ principal, organizationId }: Scope, query: AuditQuery): AuditFilter {
  const { role, organization } = principal;
  const includesUnowned = organization.no === 0 && (role === 'owner' || role === 'admin');
  return { ...query, organizationId, includesUnowned };
}
