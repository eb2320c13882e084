import type { AnyTRPCRouter } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import type { Principal, RequestInfo } from '../../auth/context';
import type { Headers } from '../answer';
import type { Gateway } from '../gateway';
import type { Operation } from '../rest/operations';

/** One message of a client that passed the checks: all that its tools may use. */
export interface ToolSession {
  gateway: Gateway;
  router: AnyTRPCRouter;
  /** Every REST operation by the path of its procedure. */
  operations: ReadonlyMap<string, Operation>;
  principal: Principal;
  info: RequestInfo;
  /** Headers of the answer to the message. */
  headers: Headers;
}

/** The context of one call: of a procedure, as REST would make it. */
export function contextOf(
  { gateway, principal, info }: ToolSession,
  pathInput: Readonly<Record<string, string>> = {},
): ApiContext {
  return {
    services: gateway.services,
    principal,
    request: { ...info, pathInput },
    response: { redactedFields: new Set(), headers: {} },
  };
}
