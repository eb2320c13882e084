import { z } from 'zod';

const sensitiveMark = 'x-sensitive';
const beyondNamesMark = 'x-beyond-names';

/**
 * Mark a secret in an output schema, once. The serializer omits the field for a caller without `read_sensitive`, so
 * its type is optional; OpenAPI shows `x-sensitive`.
 */
export function sensitive<T extends z.ZodType>(schema: T): z.ZodOptional<T> {
  return schema.optional().meta({ [sensitiveMark]: true });
}

/** Mark a secret in an input schema: no refusal repeats its value on any surface, and OpenAPI shows `x-sensitive`. */
export function secretInput<T extends z.ZodType>(schema: T): T {
  return schema.meta({ [sensitiveMark]: true });
}

/**
 * Mark data beyond a name: addresses, public keys, users. Omitted for callers who see only the names of an
 * organization's basic objects (authorization contract §6); OpenAPI shows `x-beyond-names`.
 */
export function beyondNames<T extends z.ZodType>(schema: T): z.ZodOptional<T> {
  return schema.optional().meta({ [beyondNamesMark]: true });
}

/** Whether a schema is marked, even after it was made optional or nullable again (`.partial()`). */
export function isSensitive(schema: z.ZodType): boolean {
  return hasMark(schema, sensitiveMark);
}

export function isBeyondNames(schema: z.ZodType): boolean {
  return hasMark(schema, beyondNamesMark);
}

function hasMark(schema: z.ZodType, mark: string): boolean {
  if (schema.meta()?.[mark] === true) return true;
  const isWrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return isWrapper && hasMark(schema.unwrap() as z.ZodType, mark); // zod types the inner schema as its core base class
}
