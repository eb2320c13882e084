import type { Principal, RequestInfo } from '../../auth/context';
import { type AppError, errorMessage, httpStatus } from '../../domain/error';
import type { Services } from '../context';

export interface AuditEntry {
  /** tRPC path of the procedure: `application.update`. */
  action: string;
  targetType: string;
  /** Only its `uuid` (or `id`) is kept: the audit trail holds references, never values. */
  input: unknown;
  error: AppError | null;
}

/** One row per mutation, whatever became of it. A row that cannot be written is an operator's problem, not the caller's. */
export async function recordAudit(
  services: Services,
  request: RequestInfo,
  principal: Principal | null,
  entry: AuditEntry,
): Promise<void> {
  const status = entry.error ? httpStatus[entry.error.code] : 200;
  try {
    await services.database.db.auditLog.create({
      data: {
        organizationId: principal?.organization.id ?? null,
        actorUserId: principal?.user.id ?? null,
        via: request.surface === 'get-alias' ? 'get-alias' : (principal?.via ?? 'none'),
        keyId: principal?.key?.id ?? null,
        sessionId: principal?.session?.id ?? null,
        ip: request.ip,
        userAgent: request.userAgent,
        requestId: request.requestId,
        action: entry.action,
        targetType: entry.targetType,
        targetUuid: targetOf(entry.input),
        outcome: !entry.error ? 'success' : status === 401 || status === 403 ? 'denied' : 'failed',
        status,
        ...(entry.error?.fields ? { detail: { fields: Object.keys(entry.error.fields) } } : {}),
      },
    });
  } catch (error) {
    services.log.error(
      { requestId: request.requestId, action: entry.action, error: errorMessage(error) },
      'audit row not written',
    );
  }
}

function targetOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  for (const key of ['uuid', 'id']) {
    const value: unknown = Reflect.get(input, key);
    if (typeof value === 'string' || typeof value === 'number') return String(value).slice(0, 64);
  }
  return null;
}
