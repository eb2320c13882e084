import { z } from 'zod';
import { compareKeys } from '../../domain/wire-order';

/**
 * Build the schema of an object in a response. zod outputs members in the order of the schema, so it is set here once.
 */
export function wireObject<S extends z.ZodRawShape>(shape: S): z.ZodObject<S> {
  const ordered = Object.entries(shape).sort(([a], [b]) => compareKeys(a, b));
  // Same entries, other order: `fromEntries` forgets the names.
  return z.object(Object.fromEntries(ordered) as unknown as S);
}
