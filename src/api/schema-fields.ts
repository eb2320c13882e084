import { z } from 'zod';
import { eventSchemaOf } from './event-stream';

/** A member of any object in a schema, at any depth. */
export interface SchemaField {
  name: string;
  schema: z.ZodType;
}

/** List every member of every object in an output schema, or in one event of a stream. */
export function schemaFields(schema: z.ZodType): SchemaField[] {
  return fieldsIn(eventSchemaOf(schema) ?? schema, new Set());
}

function fieldsIn(schema: z.ZodType, seen: Set<z.ZodType>): SchemaField[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const own =
    schema instanceof z.ZodObject
      ? Object.entries(schema.shape).map(([name, field]) => ({ name, schema: inner(field) }))
      : [];
  return [...own, ...innerSchemas(schema).flatMap((each) => fieldsIn(each, seen))];
}

/** List the schemas that a schema consists of; none for values without parts. */
export function innerSchemas(schema: z.ZodType): z.ZodType[] {
  const wrapped = wrappedSchema(schema);
  if (wrapped) return [wrapped];
  if (schema instanceof z.ZodObject) return Object.values(schema.shape).map(inner);
  if (schema instanceof z.ZodArray) return [inner(schema.element)];
  if (schema instanceof z.ZodTuple) return schema.def.items.map(inner);
  if (schema instanceof z.ZodRecord) return [inner(schema.valueType)];
  if (schema instanceof z.ZodUnion) return schema.options.map(inner);
  if (schema instanceof z.ZodIntersection) return [inner(schema.def.left), inner(schema.def.right)];
  return [];
}

/** Unwrap a schema whose wrapper does not change the shape of the value; null if it has no wrapper. */
export function wrappedSchema(schema: z.ZodType): z.ZodType | null {
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodCatch ||
    schema instanceof z.ZodReadonly ||
    schema instanceof z.ZodLazy
  )
    return inner(schema.unwrap());
  if (schema instanceof z.ZodPipe) return inner(schema.out); // the output of a pipe is that of its last step
  return null;
}

/** zod types inner schemas as its core base class; the schemas here are all made by its classic API. */
function inner(schema: z.core.$ZodType): z.ZodType {
  return schema as z.ZodType;
}
