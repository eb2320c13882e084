import type { Principal, RequestInfo } from '../../auth/context';
import type { AuditRecord } from '../../db/queries/audit-chain';
import { AppError, errorMessage } from '../../domain/error';
import type { Services } from '../context';
import { type AuditEntry, auditRecord } from './record';

type Tools = Pick<Services, 'database' | 'clock' | 'log'>;

/** Age after which a call counts as ended with its process: no call runs this long. */
const staleMs = 120_000;

/**
 * Record that a call that changes something begins. If that cannot be recorded, nothing is changed.
 * @throws AppError unavailable
 */
export async function intendCall(
  services: Tools,
  request: RequestInfo,
  principal: Principal | null,
  entry: Pick<AuditEntry, 'action' | 'targetType' | 'targetUuid'>,
): Promise<void> {
  const { notes } = request;
  if (!notes) return;
  const record = auditRecord(services, request, principal, { ...entry, error: null });
  try {
    notes.intent = await services.database.trail.intend(record);
  } catch (cause) {
    throw new AppError(
      'unavailable',
      'The audit trail could not be written, so nothing was changed. Try again.',
      { cause },
    );
  }
}

/**
 * Take back what `intendCall` recorded, for a call that has no row of its own. Left behind, it would count as
 * interrupted.
 */
export async function withdrawIntent(services: Tools, { notes, requestId }: RequestInfo): Promise<void> {
  const intent = notes?.intent ?? null;
  if (!notes || intent === null) return;
  notes.intent = null;
  await services.database.trail.withdraw(intent).catch((error: unknown) => {
    services.log.error({ requestId, error: errorMessage(error) }, 'audit intent not withdrawn');
  });
}

/** Move what is waiting into the trail: rows that were held up, and calls that ended with their process. */
export async function drainAuditOutbox({ database, log }: Pick<Services, 'database' | 'log'>): Promise<void> {
  for (let count = 1; count > 0; ) {
    count = await database.trail.drain(staleMs, interrupted);
    if (count > 0) log.info({ count }, 'pending audit rows written');
  }
}

/** The row of a call during which Gantry ended: the change may or may not have been made. */
function interrupted(record: AuditRecord): AuditRecord {
  return { ...record, outcome: 'failed', status: 500, detail: { interrupted: true } };
}
