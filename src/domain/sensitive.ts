import { z } from 'zod';

/**
 * Marks a secret in an output schema, once. The serializer omits the field for a caller without `read_sensitive`,
 * so its type is optional; OpenAPI shows `x-sensitive`.
 */
export function sensitive<T extends z.ZodType>(schema: T): z.ZodOptional<T> {
  return schema.optional().meta({ 'x-sensitive': true });
}

/** The mark stays when a schema is made optional or nullable once more (`.partial()`). */
export function isSensitive(schema: z.ZodType): boolean {
  if (schema.meta()?.['x-sensitive'] === true) return true;
  const isWrapper = schema instanceof z.ZodOptional || schema instanceof z.ZodNullable;
  return isWrapper && isSensitive(schema.unwrap() as z.ZodType); // zod types the inner schema as its core base class
}
