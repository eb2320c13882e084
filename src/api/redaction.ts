import type { z } from 'zod';
import type { ProtectedObject } from '../auth/allow-list';
import type { Principal } from '../auth/context';
import { canReadSomeSensitive, secretsShown, sensitiveReach } from '../auth/decision';
import { JsonText } from '../domain/json-text';
import { seesNamesOnly } from '../domain/permission/role-matrix';
import type { Resource } from '../domain/permission/vocabulary';
import type { ApiContext } from './context';
import { eventSchemaOf, isAsyncIterable, mapEvents } from './event-stream';
import { type Disclosure, type Walker, walkerFor } from './redaction-walker';

/** Whether any marked field may leave: `root` or `read:sensitive` on the key, and a role that permits it. */
export function mayReadSensitive(principal: Principal): boolean {
  return canReadSomeSensitive(principal);
}

/** The context of a redactor; `object` is set where it decides. */
export type RedactionContext = Pick<ApiContext, 'response'> & {
  request?: Pick<ApiContext['request'], 'surface'>;
  principal: Principal;
  object: ProtectedObject | null;
};

/** What the gate does around a handler, so that no field leaves that the caller may not see. */
export interface Redactor {
  /** Before it: ask for objects where something may have to be removed from the answer. */
  before(ctx: Omit<RedactionContext, 'object'>): void;
  /** After it: what the handler answered goes in, what the caller may see comes out. */
  after<R extends { ok: boolean }>(result: R, ctx: RedactionContext): R;
}

/**
 * The walk over one output schema, prepared once.
 * @param resource whose secrets the marked fields are
 */
export function createRedactor(schema: z.ZodType, resource: Resource): Redactor {
  const event = eventSchemaOf(schema);
  const walk = event ? streamWalkerFor(event) : walkerFor(schema);
  return {
    before(ctx) {
      if (walk && ctx.response.takesJsonText && disclosureTo({ ...ctx, object: null }, resource))
        ctx.response.takesJsonText = false;
    },
    after(result, ctx) {
      if (!walk || !result.ok || !('data' in result)) return result;
      const disclosure = disclosureTo(ctx, resource);
      if (!disclosure) return result;
      const data = result.data instanceof JsonText ? result.data.parse() : result.data;
      return { ...result, data: walk(data, disclosure) };
    },
  };
}

/** Resources whose marked fields are lines of logs. A tool may show those; other secrets never leave by one. */
const logs: ReadonlySet<Resource> = new Set<Resource>(['log', 'deployment']);

/** null for callers to whom everything is shown, so that their answers are not walked at all. */
function disclosureTo(
  { principal, object, request, response }: RedactionContext,
  resource: Resource,
): Disclosure | null {
  const where = sensitiveReach(principal, resource);
  const namesOnly = seesNamesOnly(principal.role);
  const isKept = request?.surface === 'mcp' && !logs.has(resource);
  if (where === 'everywhere' && !namesOnly && !isKept) return null;
  return {
    showsSecrets: isKept ? () => false : secretsShown(principal, resource),
    showsBeyondNames: !namesOnly,
    projectUuid: object?.projectUuid ?? null,
    removed: response.redactedFields,
  };
}

/** Events leave one by one, long after the answer's headers: what is removed from them is not announced. */
function streamWalkerFor(event: z.ZodType): Walker | null {
  const walk = walkerFor(event);
  return (
    walk &&
    ((value, disclosure) =>
      isAsyncIterable(value) ? mapEvents(value, (each) => walk(each, disclosure)) : value)
  );
}
