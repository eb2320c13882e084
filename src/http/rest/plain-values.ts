import { z } from 'zod';
import { wrappedSchema } from '../../api/schema-fields';

/**
 * Text that Coolify's clients send instead of JSON's own numbers and booleans, where the meaning is clear. Procedures
 * never see it: a surface whose dialect reads it converts the input before the schemas validate it.
 */

/**
 * Convert a body: `"2222"` to a number, `"true"` or `"0"` to a boolean, at any depth. Other values are returned
 * unchanged.
 */
export function plainBody(value: unknown, schema: z.ZodType): unknown {
  const target = acceptedBy(schema);
  if (typeof value === 'string') return plainText(value, target);
  if (target instanceof z.ZodArray && Array.isArray(value))
    return value.map((each) => plainBody(each, target.element as z.ZodType)); // schemas are made by zod's classic API
  if (target instanceof z.ZodObject && isRecord(value)) return plainMembers(value, target.shape, plainBody);
  return value;
}

/**
 * Convert a query value: text to a number, or to a boolean, which is true for `true`, `1`, `on` and `yes` and false for
 * any other text.
 */
export function plainQuery(value: unknown, schema: z.ZodType): unknown {
  if (typeof value !== 'string') return value;
  const target = acceptedBy(schema);
  return target instanceof z.ZodBoolean ? isOn(value) : plainText(value, target);
}

/** Convert the members of an input, each by its schema; those without one are refused later. */
export function plainMembers(
  values: Readonly<Record<string, unknown>>,
  shape: Readonly<Record<string, unknown>>,
  read: (value: unknown, schema: z.ZodType) => unknown,
): Record<string, unknown> {
  const members = Object.entries(values).map(([name, value]) => {
    const schema = Object.hasOwn(shape, name) ? shape[name] : undefined;
    return [name, schema instanceof z.ZodType ? read(value, schema) : value];
  });
  return Object.fromEntries(members);
}

const switches: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['1', true],
  ['false', false],
  ['0', false],
]);

function plainText(text: string, target: z.ZodType): unknown {
  if (target instanceof z.ZodBoolean) return switches.get(text.toLowerCase()) ?? text;
  if (target instanceof z.ZodNumber && /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text))
    return Number(text);
  return text;
}

function isOn(text: string): boolean {
  return ['true', '1', 'on', 'yes'].includes(text.trim().toLowerCase());
}

/** Get the schema inside its wrappers; of a pipe the input, or the result when the input is a preprocess step. */
function acceptedBy(schema: z.ZodType): z.ZodType {
  if (schema instanceof z.ZodPipe && !(schema.in instanceof z.ZodTransform))
    return acceptedBy(schema.in as z.ZodType); // made by zod's classic API
  const inner = wrappedSchema(schema);
  return inner ? acceptedBy(inner) : schema;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
