import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import { targetTypeOf } from '../api/audit';
import { appErrorOf } from '../api/errors';
import type { RequestInfo } from '../auth/context';
import { isDenial, referenceOf } from '../services/audit/record';
import { recordAnonymousDenial } from '../services/audit/record-denial';
import type { Services } from '../services/context';
import { metaOf } from './rest/operations';

/** The refused request, as the audit trail names it. */
interface Refused {
  action: string;
  targetType: string | null;
}

/**
 * Run the checks that precede the procedure (authorization contract §11, rows 1 to 5). A request that they refuse never
 * reaches the gate, so its audit row is written here.
 * @throws what the checks throw
 */
export async function auditedChecks<T>(
  services: Services,
  request: RequestInfo,
  { action, targetType }: Refused,
  checks: () => Promise<T>,
): Promise<T> {
  try {
    return await checks();
  } catch (error) {
    const refusal = appErrorOf(error);
    if (isDenial(refusal)) {
      const targetUuid = referenceOf(Object.values(request.pathInput ?? {}).at(-1));
      await recordAnonymousDenial(services, request, { action, targetType, targetUuid, error: refusal });
    }
    throw error;
  }
}

/**
 * Describe the first procedure of a tRPC path, because a batch is refused as a whole. An unknown name is not recorded:
 * the caller chose its text.
 */
export function namedProcedure(router: AnyTRPCRouter, path: string): Refused {
  const procedures: Record<string, AnyTRPCProcedure> = router._def.procedures; // untyped in tRPC's widest router
  const [name = ''] = path.split(',');
  const procedure = Object.hasOwn(procedures, name) ? procedures[name] : undefined;
  if (!procedure) return { action: 'request.denied', targetType: null };
  return { action: name, targetType: targetTypeOf(metaOf(procedure)) };
}
