import type { z } from 'zod';
import type { ProtectedObject } from '../auth/allow-list';
import type { Principal } from '../auth/context';
import type { AuditNotes } from '../domain/audit-notes';
import { type Permission, type Resource, splitPermission } from '../domain/permission/vocabulary';
import { type Scope, scopeOf } from '../services/context';
import { requirePermission, requirePrincipal, requireSecondFactor } from './access-checks';
import { announceCall } from './announce';
import { auditCall, auditIntent, withNotes } from './audit';
import type { ApiContext } from './context';
import { toTrpcError } from './errors';
import { requireFurther } from './further-permissions';
import { noteMarks } from './marked-names';
import { createObjectCheck } from './object-check';
import { openApiMeta } from './openapi-meta';
import { createRedactor } from './redaction';
import { syncOutput } from './sync-output';
import { type ProcedureMeta, type RestProjection, t } from './trpc';
import { bodyLimitFor } from './wire/body-size';

/** Create a router of the tree. Re-exported so that only this folder's gate touches `t.procedure`. */
export const router = t.router;

export interface Definition<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** Absent: served by tRPC only (subscriptions, and console features for which REST has its own form). */
  rest?: RestProjection;
  rate?: ProcedureMeta['rate'];
  /** Type of the object that a mutation changes. A mutation without it fails the test in http/walk/definitions. */
  audit?: string;
  /** Object that the permission applies to, and the input field that names it. */
  object?: ProcedureMeta['object'];
  /** Further permissions that a call requires because of its input: each operation has its own permission. */
  also?: (input: z.output<I>) => readonly Permission[];
  /**
   * Resource whose `read_sensitive` permission reveals marked fields; by default that of the procedure's permission.
   */
  secretsOf?: Resource;
  /** Whether it also serves callers who still have to set up a second factor. */
  worksWithoutSecondFactor?: boolean;
  /** Whether it identifies the caller, so that a missing credential is an ordinary outcome. */
  asksWho?: boolean;
  /** Message of a refusal by role, where a contract specifies one. */
  roleRefusal?: string;
}

/**
 * The gate in front of every procedure: the checks that need no input, then the audit and the announcement of the
 * outcome. It is one middleware, because each one copies the context of every request.
 * @param enter builds the rest of the handler's context, or refuses the call
 */
function gate<Entered extends object>(enter: (ctx: ApiContext, notes: AuditNotes) => Entered) {
  return t.procedure.use(async ({ next, ctx, type, path, meta, getRawInput: read }) => {
    const request = withNotes(ctx.request);
    // tRPC clients omit an empty input.
    const getRawInput = async () => (await read()) ?? {};
    const call = { type, path, meta, ctx, getRawInput };
    let entered: Entered;
    try {
      entered = enter(ctx, request.notes);
      await auditIntent(call, request);
    } catch (error) {
      await auditCall(call, request, { ok: false, error });
      throw toTrpcError(error);
    }
    const onward = { ctx: { request, ...entered } };
    const withInput: typeof onward = Object.assign(onward, { getRawInput }); // its types name one of the two at a time
    const result = await next(withInput);
    await auditCall(call, request, result);
    if (!result.ok) throw toTrpcError(result.error);
    if (type === 'mutation') await announceCall(call, request.notes);
    return result;
  });
}

function metaOf<I extends z.ZodType, O extends z.ZodType>(
  action: ProcedureMeta['action'],
  definition: Definition<I, O>,
): ProcedureMeta {
  noteMarks(definition.output);
  const rest = definition.rest && { ...bodyLimitFor(definition.input), ...definition.rest };
  return {
    action,
    rate: definition.rate ?? 'api',
    ...(definition.audit ? { audit: definition.audit } : {}),
    ...(definition.object ? { object: definition.object } : {}),
    ...(definition.worksWithoutSecondFactor ? { worksWithoutSecondFactor: true } : {}),
    ...(definition.asksWho ? { asksWho: true } : {}),
    ...(rest ? { rest, ...openApiMeta(rest, action) } : {}),
  };
}

/** Build a procedure that needs no credential. */
export function open<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) {
  return gate(() => ({}))
    .meta(metaOf('open', definition))
    .input(definition.input)
    .output(syncOutput(definition.output));
}

/** Build a procedure that needs a valid credential and no permission. */
export function signedIn<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) {
  const redactor = createRedactor(definition.output, definition.secretsOf ?? 'secret');
  return gate((ctx, notes) => {
    const principal = requirePrincipal(ctx.principal);
    if (!definition.worksWithoutSecondFactor) requireSecondFactor(principal);
    return { principal, scope: scopeOf(ctx.services, principal, notes), object: null };
  })
    .meta(metaOf('signed-in', definition))
    .input(definition.input)
    .use(async ({ ctx, next }) => {
      redactor.before(ctx);
      return redactor.after(await next(), ctx);
    })
    .output(syncOutput(definition.output));
}

/**
 * Build a procedure that needs a permission. It runs the ordered checks 4 to 6 of the authorization contract (§11),
 * parses the input, runs checks 8 and 9 on the object that the input names, calls the handler with a scope limited to
 * what the caller may see of one organization, and redacts the output.
 */
export function can<I extends z.ZodType, O extends z.ZodType>(
  permission: Permission,
  definition: Definition<I, O>,
) {
  const secretsOf = definition.secretsOf ?? splitPermission(permission).resource;
  const redactor = createRedactor(definition.output, secretsOf);
  const { object: named, roleRefusal, output, also } = definition;
  const ability = definition.rest?.ability;
  const checkObject = createObjectCheck({ permission, named, secretsOf, output });
  return gate((ctx, notes) => {
    const principal = requirePrincipal(ctx.principal);
    if (!definition.worksWithoutSecondFactor) requireSecondFactor(principal);
    const { surface } = ctx.request;
    requirePermission(principal, permission, {
      surface,
      hasObject: named !== undefined,
      ability,
      roleRefusal,
    });
    return { principal, scope: scopeOf(ctx.services, principal, notes, permission) };
  })
    .meta(metaOf(permission, definition))
    .input(definition.input)
    .use(async ({ ctx, input, next }) => {
      if (also) await requireFurther(ctx.scope, also(input as z.output<I>), { ...ctx.request, named, input }); // parsed by it
      const object = await checkObject(ctx.scope, input);
      redactor.before(ctx);
      return redactor.after(await next({ ctx: { object } }), { ...ctx, object });
    })
    .output(syncOutput(definition.output));
}

/** Context of handlers. `object` is null where the caller may do the same with every object. */
export type SignedInContext = { principal: Principal; scope: Scope; object: ProtectedObject | null };
