import { exportAuditLog, listAuditLog } from '../../services/audit/list';
import { can, router } from '../authorize';
import { eventStream } from '../event-stream';
import { auditLogItem, auditLogPage, exportInput, listInput, toAuditLogItem, toAuditQuery } from './schema';

const tag = 'Audit log';

const list = can('audit_log:read', {
  input: listInput,
  output: auditLogPage,
  rest: {
    method: 'GET',
    path: '/audit-logs',
    status: 200,
    tag,
    summary: 'List the audit trail, newest first',
  },
}).query(async ({ ctx, input: { cursor, limit, ...filters } }) => {
  const query = { ...toAuditQuery(filters), before: cursor };
  const { rows, next } = await listAuditLog(ctx.scope, query, limit);
  return { items: rows.map(toAuditLogItem), next_cursor: next === null ? null : String(next) };
});

const exportRows = can('audit_log:read', {
  input: exportInput,
  output: eventStream(auditLogItem),
  rest: {
    method: 'GET',
    path: '/audit-logs/export',
    status: 200,
    tag,
    summary: 'Export the audit trail as JSON lines, newest first',
    answer: 'lines',
  },
}).subscription(async function* ({ ctx, input }) {
  for await (const row of exportAuditLog(ctx.scope, toAuditQuery(input))) yield toAuditLogItem(row);
});

export const auditLogRouter = router({ list, export: exportRows });
