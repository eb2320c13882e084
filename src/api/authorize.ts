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

/** Root of the tree: re-exported so that nothing but this folder's gate touches `t.procedure`. */
export const router = t.router;

export interface Definition<I extends z.ZodType, O extends z.ZodType> {
  input: I;
  output: O;
  /** Absent: served by tRPC alone (subscriptions and console plumbing that REST has its own form for). */
  rest?: RestProjection;
  rate?: ProcedureMeta['rate'];
  /** Kind of the object a mutation changes. A mutation without it fails the walk (http/walk/definitions). */
  audit?: string;
  /** The object that the permission is about, and the member of the input that names it. */
  object?: ProcedureMeta['object'];
  /** Further permissions of a call, by what its input asks for: each operation is behind its own permission. */
  also?: (input: z.output<I>) => readonly Permission[];
  /** Resource whose `read_sensitive` opens marked fields; by default that of the permission. */
  secretsOf?: Resource;
  /** Answers callers whose second factor the installation waits for. */
  worksWithoutSecondFactor?: boolean;
  /** Asks who the caller is; not being known is an answer then. */
  asksWho?: boolean;
  /** Words of a refusal by role, where a contract spells them. */
  roleRefusal?: string;
}

/**
 * The gate in front of every procedure: checks that need no input, then audit and announcement of what became of
 * the call. One middleware, because each costs every request a copy of its context.
 * @param enter makes the rest of the handler's context, or refuses the call
 */
function gate<Entered extends object>(enter: (ctx: ApiContext, notes: AuditNotes) => Entered) {
  return t.procedure.use(async ({ next, ctx, type, path, meta, getRawInput: read }) => {
    const request = withNotes(ctx.request);
    // Clients of tRPC leave out an input that would be empty.
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

/** A procedure that needs no credential. */
export function open<I extends z.ZodType, O extends z.ZodType>(definition: Definition<I, O>) {
  return gate(() => ({}))
    .meta(metaOf('open', definition))
    .input(definition.input)
    .output(syncOutput(definition.output));
}

/** Any valid credential; no permission. */
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
 * The ordinary way to build a procedure: the ordered checks 4 to 6 of the authorization contract (§11), then the
 * input, then checks 8 and 9 on the object that it names, then the handler with a scope that sees what the caller may
 * see of one organization, then redaction of what it answers.
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

/** The context of handlers. `object` is null where the caller may do the same with every object. */
export type SignedInContext = { principal: Principal; scope: Scope; object: ProtectedObject | null };
