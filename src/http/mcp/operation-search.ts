import { z } from 'zod';
import type { Operation } from '../rest/operations';
import { isReachable } from './call-procedure';
import { mayDo, ofAnyOperation } from './permitted';
import type { ToolSession } from './session';
import { tool } from './tool';

const MAX_FOUND = 10;

export const searchOperations = tool({
  name: 'search_operations',
  description:
    'Search the API operations this token may call. An exact operation name returns all of its fields.',
  input: z.strictObject({ query: z.string().min(1).max(200) }),
  permissions: ofAnyOperation,
  isReadOnly: true,
  async call({ query }, session) {
    const exact = session.operations.get(query);
    if (exact && isOffered(exact, session)) return { data: { ...summaryOf(exact), fields: fieldsOf(exact) } };
    const words = wordsOf(query);
    const ranked = [...session.operations.values()]
      .filter((operation) => isOffered(operation, session))
      .map((operation) => ({ operation, score: scoreOf(operation, words) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score || a.operation.procedure.length - b.operation.procedure.length);
    const found = ranked.slice(0, MAX_FOUND).map(({ operation }) => summaryOf(operation));
    return { data: { operations: found, more: Math.max(0, ranked.length - MAX_FOUND) } };
  },
});

function isOffered(operation: Operation, { principal }: ToolSession): boolean {
  return isReachable(operation) && (!operation.permission || mayDo(principal, operation.permission));
}

/** Split a text into words without a final s, because the names of operations are in the singular. */
function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/\W+/)
    .map((word) => word.replace(/s$/, ''))
    .filter(Boolean);
}

function scoreOf({ procedure, rest }: Operation, words: readonly string[]): number {
  const name = procedure.toLowerCase();
  const text = `${name} ${rest.summary} ${rest.path} ${rest.tag}`.toLowerCase();
  return words.reduce(
    (score, word) => score + (name.includes(word) ? 2 : 0) + (text.includes(word) ? 1 : 0),
    0,
  );
}

function summaryOf({ procedure, rest, type, inputShape }: Operation) {
  const fields = Object.entries(inputShape);
  const required = fields.filter(([, schema]) => !(schema as z.ZodType).safeParse(undefined).success); // a shape's values are schemas
  return {
    operation: procedure,
    rest: `${rest.method} ${rest.path}`,
    does: rest.summary,
    changes: type === 'mutation',
    required: required.map(([name]) => name),
  };
}

function fieldsOf({ inputShape }: Operation) {
  return z.toJSONSchema(z.object(inputShape), { io: 'input', unrepresentable: 'any' }).properties;
}
