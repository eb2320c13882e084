import type { DocumentOperation, DocumentSchema, OpenApiDocument } from './document-types';
import { type Answer, type Fields, noFacts, type OperationFacts, pathOf } from './facts.testing';

/** Objects that contain themselves end at this depth. */
const DEEPEST = 8;

/** Collect the facts about each operation (`GET /projects`) of a document. */
export function documentFacts(document: OpenApiDocument): Map<string, OperationFacts> {
  const follow = followerOf(document);
  const factsOf = ({ parameters = [], requestBody, responses }: DocumentOperation): OperationFacts => {
    const facts = noFacts();
    for (const each of parameters) {
      if (!('name' in each) || each.in !== 'query') continue;
      facts.query.set(each.name, { types: typesOf(each.schema, follow), isRequired: each.required === true });
    }
    const body = requestBody?.content['application/json']?.schema;
    if (body) addFields(facts.body, body, follow);
    for (const [status, response] of Object.entries(responses))
      facts.answers.set(status, answerOf(follow(response), follow));
    return facts;
  };
  return new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, each]) => [`${method.toUpperCase()} ${path}`, factsOf(each)]),
    ),
  );
}

type Follow = (value: unknown) => Record<string, unknown>;

/** Make a function that replaces a reference by the component that it names. */
function followerOf(document: OpenApiDocument): Follow {
  return function follow(value) {
    const { $ref, ...rest }: Record<string, unknown> = Object(value);
    if (typeof $ref !== 'string') return rest;
    const [, ...keys] = $ref.split('/');
    return follow(keys.reduce<unknown>((found, key) => Object(found)[key], document));
  };
}

function answerOf(response: Record<string, unknown>, follow: Follow): Answer {
  const [media] = Object.entries(Object(response.content));
  const fields: Fields = new Map();
  if (!media) return { type: undefined, fields };
  const [mediaType, content] = media;
  const { schema }: { schema?: DocumentSchema } = Object(content);
  if (mediaType !== 'application/json' || !schema) return { type: 'text', fields };
  addFields(fields, schema, follow);
  return { type: typesOf(schema, follow).find((type) => type !== 'null'), fields };
}

/** Get the alternatives of a schema: itself, without any. */
function choicesOf(schema: unknown, follow: Follow): DocumentSchema[] {
  const found: DocumentSchema & { anyOf?: unknown[]; oneOf?: unknown[]; allOf?: unknown[] } = follow(schema);
  const choices = [...(found.anyOf ?? []), ...(found.oneOf ?? []), ...(found.allOf ?? [])];
  return choices.length > 0 ? choices.flatMap((each) => choicesOf(each, follow)) : [found];
}

function typesOf(schema: unknown, follow: Follow): string[] {
  const types = choicesOf(schema, follow).map(({ type, properties }) => type ?? (properties && 'object'));
  // One alternative of any type makes the field one of any type.
  return types.includes(undefined) ? [] : [...new Set(types.flat().map(String))];
}

function addFields(fields: Fields, schema: unknown, follow: Follow, prefix = '', depth = 0): void {
  if (depth > DEEPEST) return;
  for (const { properties = {}, required = [], items } of choicesOf(schema, follow)) {
    if (items !== undefined) addFields(fields, items, follow, pathOf(prefix, '[]'), depth + 1);
    for (const [name, property] of Object.entries(properties)) {
      const path = pathOf(prefix, name);
      const before = fields.get(path);
      fields.set(path, {
        types: [...(before?.types ?? []), ...typesOf(property, follow)],
        isRequired: required.includes(name) && before?.isRequired !== false,
      });
      addFields(fields, property, follow, path, depth + 1);
    }
  }
}
