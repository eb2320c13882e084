import type { AnyTRPCProcedure, AnyTRPCRouter } from '@trpc/server';
import type { Demand } from './authentication';
import { maxBodyBytes } from './body/read-body';
import type { Calls } from './rate-limit';
import { metaOf, type Operation } from './rest/operations';

/** Get the demand of a REST operation. Open operations ignore credentials, unless they declare that they read one. */
export function restDemand({ action, rate, rest, type }: Operation): Demand {
  const isOpen = action === 'open';
  return {
    surface: 'rest',
    credential: isOpen ? (rest.readsCredential ? 'optional' : 'none') : 'required',
    worksWhenDisabled: rest.worksWhenDisabled ?? false,
    opensStream: type === 'subscription',
    calls: { [rate]: 1 },
  };
}

/**
 * Get the demand of a tRPC request. Every call of a batch counts, including calls of unknown procedures.
 * @param procedures names, separated by commas
 */
export function trpcDemand(router: AnyTRPCRouter, procedures: string): Demand {
  const known: Record<string, AnyTRPCProcedure> = router._def.procedures; // untyped in tRPC's widest router
  const calls: Calls = {};
  let isOpen = true;
  let opensStream = false;
  for (const name of decoded(procedures).split(',')) {
    const procedure = Object.hasOwn(known, name) ? known[name] : undefined;
    const meta = procedure && metaOf(procedure);
    const rate = meta?.rate ?? 'api';
    calls[rate] = (calls[rate] ?? 0) + 1;
    if (meta?.action !== 'open') isOpen = false;
    if (procedure?._def.type === 'subscription') opensStream = true;
  }
  return {
    surface: 'trpc',
    credential: isOpen ? 'optional' : 'required',
    worksWhenDisabled: false,
    opensStream,
    calls,
  };
}

/** Get the size limit of the body of a call or a batch: the largest limit of its procedures. */
export function bodyLimitOf(router: AnyTRPCRouter, procedures: string): number {
  const known: Record<string, AnyTRPCProcedure> = router._def.procedures; // untyped in tRPC's widest router
  const limits = decoded(procedures)
    .split(',')
    .map((name) => {
      const procedure = Object.hasOwn(known, name) ? known[name] : undefined;
      return (procedure && metaOf(procedure)?.rest?.bodyBytes) ?? maxBodyBytes;
    });
  return Math.max(...limits);
}

/** Decode names. Text that cannot be decoded is returned unchanged, and tRPC refuses it as unknown. */
function decoded(procedures: string): string {
  try {
    return decodeURIComponent(procedures);
  } catch {
    return procedures;
  }
}

/** Make the demand with which an open stream is checked again, without being counted. */
export function recheckDemand(surface: Demand['surface']): Demand {
  return { surface, credential: 'required', worksWhenDisabled: false, opensStream: false, calls: null };
}
