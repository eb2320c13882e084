import type { z } from 'zod';
import { keyPermits, type Principal, type RequestInfo } from '../auth/context';
import { AppError } from '../domain/error';
import { abilityFor, type Permission, roleMayHold, rolePermits } from '../domain/permission';
import { recordAudit } from '../services/audit/record';
import { type Scope, scopeOf } from '../services/context';
import { appErrorOf, toTrpcError } from './errors';
import { openApiMeta } from './openapi-meta';
import { createRedactor } from './redaction';
import { syncOutput } from './sync-output';
import { type ProcedureMeta, type RestProjection, t } from './trpc';

/** Root of the tree: re-exported so that nothing but this folder's gate touches `t.procedure`. */
export const router = t.router;

export interface Definition<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** Absent: served by tRPC alone (subscriptions and console plumbing that REST has its own form for). */
  rest?: RestProjection;
  rate?: ProcedureMeta['rate'];
  /** Kind of the object a mutation changes. A mutation without it does not build (authorize.test.ts walks the tree). */
  audit?: string;
}

const gate = t.procedure.use(async ({ next, type, ctx, meta, path, getRawInput }) => {
  const result = await next();
  if (meta?.audit && type === 'mutation') {
    const input = result.ok
      ? await getRawInput()
      : await targetOfFailure(result.error, ctx.request, getRawInput);
    await recordAudit(ctx.services, ctx.request, ctx.principal, {
      action: path,
      targetType: meta.audit,
      input,
      error: result.ok ? null : appErrorOf(result.error),
    });
  }
  if (!result.ok) throw toTrpcError(result.error);
  return result;
});

/** A refused caller's body is not read for the audit row: the path says what it was about. */
async function targetOfFailure(
  error: unknown,
  request: RequestInfo,
  getRawInput: () => Promise<unknown>,
): Promise<unknown> {
  const { code } = appErrorOf(error);
  if (request.pathInput && (code === 'unauthenticated' || code === 'forbidden')) return request.pathInput;
  return getRawInput().catch(() => request.pathInput); // an unreadable body is audited without it
}

function metaOf<I extends z.ZodType, O extends z.ZodType>(
  action: ProcedureMeta['action'],
  definition: Definition<I, O>,
): ProcedureMeta {
  return {
    action,
    rate: definition.rate ?? 'api',
    ...(definition.audit ? { audit: definition.audit } : {}),
    ...(definition.rest ? { rest: definition.rest, ...openApiMeta(definition.rest, action) } : {}),
  };
}

/** A procedure that needs no credential. */
export function open<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) {
  return gate.meta(metaOf('open', definition)).input(definition.input).output(syncOutput(definition.output));
}

/** Any valid credential; no permission. */
export function signedIn<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) {
  const redact = createRedactor(definition.output);
  return gate
    .meta(metaOf('signed-in', definition))
    .use(({ ctx, next }) => {
      const principal = requirePrincipal(ctx.principal);
      return next({ ctx: { principal, scope: scopeOf(ctx.services, principal) } });
    })
    .use(async ({ ctx, next }) => redact(await next(), ctx))
    .input(definition.input)
    .output(syncOutput(definition.output));
}

/**
 * The ordinary way to build a procedure: the ordered checks 4 to 6 of the authorization contract (§11), then the
 * input, then the handler with a scope that sees one organization, then redaction of what it answers.
 */
export function can<I extends z.ZodType, O extends z.ZodType>(
  permission: Permission,
  definition: Definition<I, O>,
) {
  const redact = createRedactor(definition.output);
  return gate
    .meta(metaOf(permission, definition))
    .use(({ ctx, next }) => {
      const principal = requirePrincipal(ctx.principal);
      requirePermission(principal, permission);
      return next({ ctx: { principal, scope: scopeOf(ctx.services, principal) } });
    })
    .use(async ({ ctx, next }) => redact(await next(), ctx))
    .input(definition.input)
    .output(syncOutput(definition.output));
}

export type SignedInContext = { principal: Principal; scope: Scope };

function requirePrincipal(principal: Principal | null): Principal {
  if (!principal) throw new AppError('unauthenticated', 'Unauthenticated.');
  return principal;
}

/** Rows 5b and 6: a key that holds more than its role may, a missing ability, a role that refuses. */
export function requirePermission(principal: Principal, permission: Permission): void {
  if (principal.key && !principal.key.abilities.every((ability) => roleMayHold(principal.role, ability)))
    throw new AppError('forbidden', 'Missing required team role.');
  if (!keyPermits(principal, permission)) {
    const ability = abilityFor(permission);
    throw new AppError('forbidden', `Missing required permissions: ${ability}`, {
      headers: { 'X-Missing-Permissions': ability },
    });
  }
  if (!rolePermits(principal.role, permission))
    throw new AppError('forbidden', 'You are not authorized to perform this action.', {
      body: { error: 'Unauthorized' },
    });
}
