import { z } from 'zod';
import type { Principal } from '../auth/context';
import { permits } from '../auth/context';
import { isSensitive } from '../domain/sensitive';
import type { ApiContext } from './context';
import { eventSchemaOf, isAsyncIterable, mapEvents } from './event-stream';

/** Removes marked fields from a validated value; adds their names to `removed`. */
type Walker = (value: unknown, removed: Set<string>) => unknown;

/** Whether marked fields may leave: `root` or `read:sensitive` on the key, and a role that permits it. */
export function mayReadSensitive(principal: Principal): boolean {
  return permits(principal, 'secret:read_sensitive');
}

/**
 * The walk over one output schema, prepared once. The result is a middleware step: what the handler answered goes
 * in, what the caller may see comes out.
 */
export function createRedactor(schema: z.ZodType) {
  const event = eventSchemaOf(schema);
  const walk = event ? streamWalkerFor(event) : walkerFor(schema);
  return <R extends { ok: boolean }>(
    result: R,
    ctx: Pick<ApiContext, 'response'> & { principal: Principal },
  ): R => {
    if (!walk || !result.ok || !('data' in result) || mayReadSensitive(ctx.principal)) return result;
    return { ...result, data: walk(result.data, ctx.response.redactedFields) };
  };
}

/** Events leave one by one, long after the answer's headers: what is removed from them is not announced. */
function streamWalkerFor(event: z.ZodType): Walker | null {
  const walk = walkerFor(event);
  return (
    walk &&
    ((value, removed) => (isAsyncIterable(value) ? mapEvents(value, (each) => walk(each, removed)) : value))
  );
}

/** null when nothing below the schema is marked, so that most answers are not walked at all. */
export function walkerFor(schema: z.ZodType): Walker | null {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return walkerFor(schema.unwrap() as z.ZodType); // zod types the inner schema as its core base class
  if (schema instanceof z.ZodArray) {
    const item = walkerFor(schema.element as z.ZodType); // as above
    return (
      item && ((value, removed) => (Array.isArray(value) ? value.map((each) => item(each, removed)) : value))
    );
  }
  if (schema instanceof z.ZodUnion) {
    const options = schema.options.map((option) => ({
      option: option as z.ZodType,
      walk: walkerFor(option as z.ZodType),
    })); // as above
    if (options.every(({ walk }) => walk === null)) return null;
    return (value, removed) => {
      const match = options.find(({ option }) => option.safeParse(value).success);
      return match?.walk ? match.walk(value, removed) : value;
    };
  }
  if (schema instanceof z.ZodObject) return objectWalker(schema);
  return null;
}

function objectWalker(schema: z.ZodObject): Walker | null {
  const marked: string[] = [];
  const nested: [string, Walker][] = [];
  for (const [key, field] of Object.entries(schema.shape)) {
    const fieldSchema = field as z.ZodType; // as above
    const walk = isSensitive(fieldSchema) ? null : walkerFor(fieldSchema);
    if (isSensitive(fieldSchema)) marked.push(key);
    else if (walk) nested.push([key, walk]);
  }
  if (marked.length === 0 && nested.length === 0) return null;
  return (value, removed) => {
    if (typeof value !== 'object' || value === null) return value;
    const copy: Record<string, unknown> = { ...value };
    for (const key of marked) {
      if (!(key in copy)) continue;
      delete copy[key];
      removed.add(key);
    }
    for (const [key, walk] of nested) {
      if (key in copy) copy[key] = walk(copy[key], removed);
    }
    return copy;
  };
}
