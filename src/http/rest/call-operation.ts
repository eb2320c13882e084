import { type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import type { Operation } from './operations';

export interface OperationCall {
  ctx: ApiContext;
  /** Asked after the checks that come before the body (authorization contract §11). */
  readInput(): Promise<unknown>;
  /** Ends a subscription. */
  signal?: AbortSignal | undefined;
}

/** Call the procedure of an operation. @throws whatever the procedure refuses, wrapped by tRPC */
export function callOperation(
  router: AnyTRPCRouter,
  { procedure, type }: Operation,
  { ctx, readInput, signal }: OperationCall,
): Promise<unknown> {
  return callTRPCProcedure({
    router,
    path: procedure,
    type,
    ctx,
    getRawInput: readInput,
    signal,
    batchIndex: 0,
  });
}
