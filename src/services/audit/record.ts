import type { Principal, RequestInfo } from '../../auth/context';
import type { AuditRecord, Json } from '../../db/queries/audit-chain';
import { type AppError, errorMessage, httpStatus } from '../../domain/error';
import { storableText } from '../../lib/storable-text';
import type { Services } from '../context';
import { refusalDetail } from './refusal-detail';

export interface AuditEntry {
  /** tRPC path of the procedure: `application.update`. */
  action: string;
  targetType: string | null;
  /** Only its `uuid` (or `id`) is kept, unless `targetUuid` is given: the trail holds references, never values. */
  input?: unknown;
  targetUuid?: string | null;
  error: AppError | null;
  /** Status of the successful answer; 200 when absent. */
  status?: number;
  /** User who acted, when there is no principal: a sign-in, an accepted invitation. */
  actorUserId?: string | null;
  /** Organization whose trail gets the row, when it is not the principal's. */
  organizationId?: string | null;
  /** Differences, redacted (`diffOf`). */
  diff?: Json | null;
  detail?: Json | null;
}

type Tools = Pick<Services, 'database' | 'clock' | 'log'>;

/**
 * Write the row of a call, whatever its outcome. A row that cannot be written is the operator's problem, not the
 * caller's.
 */
export async function recordAudit(
  services: Tools,
  request: RequestInfo,
  principal: Principal | null,
  entry: AuditEntry,
): Promise<void> {
  const intent = request.notes?.intent ?? null;
  if (request.notes) {
    request.notes.isRecorded = true;
    request.notes.intent = null;
  }
  try {
    await services.database.trail.append(auditRecord(services, request, principal, entry), intent);
  } catch (error) {
    services.log.error(
      { requestId: request.requestId, action: entry.action, error: errorMessage(error) },
      'audit row not written',
    );
  }
}

/** The row of a call, complete except for its place in the trail. */
export function auditRecord(
  { clock }: Pick<Services, 'clock'>,
  request: RequestInfo,
  principal: Principal | null,
  entry: AuditEntry,
): AuditRecord {
  return {
    at: clock.now(),
    organizationId: entry.organizationId ?? principal?.organization.id ?? null,
    actorUserId: entry.actorUserId ?? principal?.user.id ?? null,
    via: carrierOf(request, principal),
    keyId: principal?.key?.id ?? null,
    sessionId: principal?.session?.id ?? null,
    ip: request.ip,
    userAgent: request.userAgent === null ? null : storableText(request.userAgent, 512),
    requestId: request.requestId,
    action: entry.action,
    targetType: entry.targetType,
    targetUuid: entry.targetUuid ?? targetOf(entry.input),
    outcome: !entry.error ? 'success' : isDenial(entry.error) ? 'denied' : 'failed',
    status: entry.error ? httpStatus[entry.error.code] : (entry.status ?? 200),
    detail: entry.detail ?? (entry.error ? refusalDetail(entry.error) : null),
    diff: entry.diff ?? null,
    command: null,
  };
}

/** Surfaces that are recorded as carriers of their own. */
const carriers: ReadonlySet<string> = new Set<RequestInfo['surface']>(['get-alias', 'cli', 'mcp']);

/** The carrier of a call: the surface itself for some surfaces and known callers. */
function carrierOf({ surface }: RequestInfo, principal: Principal | null): string {
  if (surface === 'mcp' && !principal) return 'none';
  return carriers.has(surface) ? surface : (principal?.via ?? 'none');
}

/** Whether an error is a denial: 401 and 403. */
export function isDenial(error: AppError): boolean {
  return error.code === 'unauthenticated' || error.code === 'forbidden';
}

/** The longest public id is an RFC 4122 uuid; secrets, including those of invitations, are longer. */
const referencePattern = /^[A-Za-z0-9_-]{1,36}$/;

/** A public id in this product's form; any other text is a value from the caller and is left out. */
export function referenceOf(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && referencePattern.test(value) ? value : null;
}

function targetOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null) return null;
  return referenceOf(Reflect.get(input, 'uuid')) ?? referenceOf(Reflect.get(input, 'id'));
}
