import type { AnyTRPCRouter } from '@trpc/server';
import type { ApiContext } from '../../api/context';
import type { Principal, RequestInfo } from '../../auth/context';
import type { Headers } from '../answer';
import type { Gateway } from '../gateway';
import type { Operation } from '../rest/operations';

/** An admitted message of a client, with everything that its tools may use. */
export interface ToolSession {
  gateway: Gateway;
  router: AnyTRPCRouter;
  /** All REST operations by the path of their procedure. */
  operations: ReadonlyMap<string, Operation>;
  principal: Principal;
  info: RequestInfo;
  /** Headers of the response to the message. */
  headers: Headers;
}

/** Make the context of one procedure call, as REST would. */
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
