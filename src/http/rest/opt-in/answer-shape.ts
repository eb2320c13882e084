import { z } from 'zod';
import { innerSchemas, wrappedSchema } from '../../../api/schema-fields';

/** Shape of a response, as far as its parts can be selected. */
export interface AnswerShape {
  /** `one`: an object · `list`: an array of objects, bare or in an envelope · `other`: anything else. */
  kind: 'one' | 'list' | 'other';
  /** Member of the envelope that contains the items; null for a bare array. */
  itemsIn: string | null;
  /** Members of the object, or of each item. */
  keys: ReadonlySet<string>;
}

/** Members beside the items of a list that is not a bare array (coolify-api §5.3). */
const envelopeMembers: ReadonlySet<string> = new Set(['count', 'next_cursor']);

export function answerShapeOf(schema: z.ZodType | null): AnswerShape {
  const whole = schema && unwrapped(schema);
  if (whole instanceof z.ZodArray) return shape('list', null, membersOf(itemOf(whole)));
  if (!(whole instanceof z.ZodObject)) return shape('other', null, []);
  const names = Object.keys(whole.shape);
  const [held, ...more] = names.filter((name) => !envelopeMembers.has(name));
  if (held === undefined || more.length > 0 || names.length === 1) return shape('one', null, names);
  const inside = unwrapped(whole.shape[held]);
  return inside instanceof z.ZodArray
    ? shape('list', held, membersOf(itemOf(inside)))
    : shape('one', null, names);
}

function shape(kind: AnswerShape['kind'], itemsIn: string | null, keys: readonly string[]): AnswerShape {
  return kind === 'list' && keys.length === 0
    ? { kind: 'other', itemsIn: null, keys: new Set() }
    : { kind, itemsIn, keys: new Set(keys) };
}

function unwrapped(schema: z.ZodType): z.ZodType {
  const inner = wrappedSchema(schema);
  return inner ? unwrapped(inner) : schema;
}

function itemOf(list: z.ZodType): z.ZodType | undefined {
  const [item] = innerSchemas(list);
  return item && unwrapped(item);
}

/** List the members of an item; for items of several kinds, the members of all kinds. */
function membersOf(schema: z.ZodType | undefined): string[] {
  if (schema instanceof z.ZodObject) return Object.keys(schema.shape);
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return [];
  return innerSchemas(schema).flatMap((kind) => membersOf(unwrapped(kind)));
}
