import type { z } from 'zod';
import { isSensitive } from '../domain/sensitive';
import { schemaFields } from './schema-fields';

/** Names of every field that some output schema marks as a secret. */
const names = new Set<string>();

/** Keep the marks of one output schema; the gate calls it for every procedure. */
export function noteMarks(schema: z.ZodType): void {
  for (const field of schemaFields(schema)) if (isSensitive(field.schema)) names.add(field.name);
}

/** The names of all marked fields, for the test that seeds each with a value to look for. */
export function markedNames(): readonly string[] {
  return [...names].sort();
}

/** Whether a field of this name is a secret anywhere. The audit trail goes by that: it knows rows and no schemas. */
export function isMarkedName(name: string): boolean {
  return names.has(name);
}
