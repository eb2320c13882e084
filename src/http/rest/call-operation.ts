import { type AnyTRPCRouter, callTRPCProcedure } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import type { Operation } from './operations';

export interface OperationCall {
  ctx: ApiContext;
  /** Read the input. Called after the checks that precede the body (authorization contract §11). */
  readInput(): Promise<unknown>;
  /** Ends a subscription. */
  signal?: AbortSignal | undefined;
}

/** Call the procedure of an operation. @throws what the procedure throws, wrapped by tRPC */
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
