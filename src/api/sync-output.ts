import type { z } from 'zod';

/**
 * An output schema that validates at once. tRPC asks zod for a promise, and then zod leaves its compiled path: a list
 * of 100 applications takes 2 ms instead of 0.4 ms. Such a schema must not have asynchronous checks.
 */
export function syncOutput<T extends z.ZodType>(schema: T): T {
  schema.parseAsync = async (value, params) => schema.parse(value, params);
  return schema;
}
