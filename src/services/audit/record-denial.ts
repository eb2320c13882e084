import { randomUUID } from 'node:crypto';
import type { RequestInfo } from '../../auth/context';
import { type AppError, errorMessage } from '../../domain/error';
import type { Services } from '../context';
import type { LeftOut } from '../denial-budget';
import { recordAudit } from './record';

/** Time until the minute being counted is certainly over. */
const flushAfterMs = 61_000;

/** Write the row of a denied, unauthenticated caller, within the budget of its address (decision 015). */
export async function recordAnonymousDenial(
  services: Services,
  request: RequestInfo,
  refused: { action: string; targetType: string | null; targetUuid?: string | null; error: AppError },
): Promise<void> {
  const { isAdmitted, isFirstLeftOut, leftOut } = services.denials.admit(request.ip, services.clock.now());
  await recordLeftOut(services, leftOut);
  if (isAdmitted) await recordAudit(services, request, null, refused);
  if (isFirstLeftOut) void flushLater(services);
}

/** Write the counts of a flood that has ended, without waiting for another denial. */
async function flushLater(services: Services): Promise<void> {
  await services.clock.sleep(flushAfterMs);
  await recordLeftOut(services, services.denials.drain(services.clock.now()));
}

async function recordLeftOut(services: Services, leftOut: readonly LeftOut[]): Promise<void> {
  for (const { address, minute, count } of leftOut) {
    try {
      await services.database.trail.append({
        at: services.clock.now(),
        organizationId: null,
        actorUserId: null,
        via: 'none',
        keyId: null,
        sessionId: null,
        ip: address,
        userAgent: null,
        requestId: randomUUID(),
        action: 'request.denied',
        targetType: null,
        targetUuid: null,
        outcome: 'denied',
        status: 401,
        detail: { left_out: count, minute: minute.toISOString() },
        diff: null,
        command: null,
      });
    } catch (error) {
      services.log.error({ address, count, error: errorMessage(error) }, 'audit row not written');
    }
  }
}
