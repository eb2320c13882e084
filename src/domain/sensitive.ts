import type { z } from 'zod';

/**
 * Marks a secret in an output schema, once. The serializer omits the field for a caller without `read_sensitive`,
 * so its type is optional; OpenAPI shows `x-sensitive`.
 */
export function sensitive<T extends z.ZodType>(schema: T): z.ZodOptional<T> {
  return schema.optional().meta({ 'x-sensitive': true });
}

export function isSensitive(schema: z.ZodType): boolean {
  return schema.meta()?.['x-sensitive'] === true;
}
