import type { z } from 'zod';
import { isSensitive } from '../domain/sensitive';
import { schemaFields } from './schema-fields';

/** Names of all fields that an output schema marks as secret. */
const names = new Set<string>();

/** Record the marks of an output schema. The gate calls this for every procedure. */
export function noteMarks(schema: z.ZodType): void {
  for (const field of schemaFields(schema)) if (isSensitive(field.schema)) names.add(field.name);
}

/** List the names of all marked fields, for the test that gives each a value to look for. */
export function markedNames(): readonly string[] {
  return [...names].sort();
}

/**
 * Whether a field of this name is a secret in any schema. The audit trail checks names because it has rows, not
 * schemas.
 */
export function isMarkedName(name: string): boolean {
  return names.has(name);
}
