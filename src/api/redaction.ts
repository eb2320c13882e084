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

/**
 * Whether the caller may see any marked field: the key needs `root` or `read:sensitive`, and the role must permit it.
 */
export function mayReadSensitive(principal: Principal): boolean {
  return canReadSomeSensitive(principal);
}

/** Context of a redactor; `object` is set if it decides what is shown. */
export type RedactionContext = Pick<ApiContext, 'response'> & {
  request?: Pick<ApiContext['request'], 'surface'>;
  principal: Principal;
  object: ProtectedObject | null;
};

/** What the gate does around a handler, so that no field is sent that the caller may not see. */
export interface Redactor {
  /** Before the handler: require objects instead of JSON text if fields may have to be removed. */
  before(ctx: Omit<RedactionContext, 'object'>): void;
  /** After the handler: remove from its result what the caller may not see. */
  after<R extends { ok: boolean }>(result: R, ctx: RedactionContext): R;
}

/** Prepare the redactor of one output schema. @param resource that the marked fields are secrets of */
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

/** Resources whose marked fields are log lines. MCP tools may show those, but never other secrets. */
const logs: ReadonlySet<Resource> = new Set<Resource>(['log', 'deployment']);

/** Determine what the caller may see; null if that is everything, so that the output is not walked at all. */
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

/**
 * Build the walker of a stream. Its events are sent long after the headers, so their removed fields are not reported.
 */
function streamWalkerFor(event: z.ZodType): Walker | null {
  const walk = walkerFor(event);
  return (
    walk &&
    ((value, disclosure) =>
      isAsyncIterable(value) ? mapEvents(value, (each) => walk(each, disclosure)) : value)
  );
}
