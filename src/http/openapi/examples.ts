import { wordExamples } from '../../api/glossary/examples';
import type { DocumentSchema, OpenApiDocument } from './document-types';
import { schemasOf } from './name-schemas';

/** Maker of example bodies, from the examples of their fields. */
export interface Examples {
  /** Make a complete object, as in a response. */
  answer(schema: DocumentSchema): unknown;
  /** Make a request with its required fields and names; without any of these, with its first field. */
  request(schema: DocumentSchema): unknown;
}

export function examplesOf(document: OpenApiDocument): Examples {
  const schemas = schemasOf(document);

  function sampleOf(schema: DocumentSchema, name: string, pick: Pick): unknown {
    const known = knownValue(schema, name);
    if (known !== undefined) return known.value;
    const target = referred(schema);
    if (target) return sampleOf(target, name, pick);
    const [first] = choicesOf(schema);
    if (first) return sampleOf(first, name, pick);
    if (schema.properties) return objectOf(schema, pick);
    const { items } = schema;
    if (isSchema(items)) return [sampleOf(items, name, pick)];
    return plainValue(schema);
  }

  function objectOf(schema: DocumentSchema, pick: Pick): Record<string, unknown> {
    const entries = Object.entries(schema.properties ?? {});
    const picked = entries.filter(
      ([name]) => pick === 'all' || schema.required?.includes(name) || shownIfThere.has(name),
    );
    const shown = picked.length > 0 ? picked : entries.slice(0, 1);
    return Object.fromEntries(shown.map(([name, each]) => [name, sampleOf(each, name, pick)]));
  }

  function referred({ $ref }: DocumentSchema): DocumentSchema | undefined {
    return typeof $ref === 'string' ? schemas[$ref.split('/').at(-1) ?? ''] : undefined;
  }

  return {
    answer: (schema) => sampleOf(schema, '', 'all'),
    request: (schema) => sampleOf(schema, '', 'required'),
  };
}

/** Names of a new object and of its environment, which nearly every request contains. */
const shownIfThere: ReadonlySet<string> = new Set(['name', 'environment_name']);

type Pick = 'all' | 'required';

/** Find the example of a field: its own, or that of the glossary if the type fits. */
function knownValue(schema: DocumentSchema, name: string): { value: unknown } | undefined {
  const { example, examples, const: constant, enum: values } = schema;
  if (example !== undefined) return { value: example };
  if (Array.isArray(examples)) return { value: examples[0] };
  if (constant !== undefined) return { value: constant };
  if (Array.isArray(values)) return { value: values[0] };
  const word = Object.hasOwn(wordExamples, name) ? wordExamples[name] : undefined;
  if (word !== undefined && fits(schema, word)) return { value: word };
  if (schema.default !== undefined) return { value: schema.default };
  if (!isNullable(schema)) return undefined;
  return choicesOf(schema).some(({ example: inner }) => inner !== undefined) ? undefined : { value: null };
}

/** Whether a value fits the type of a schema. Lists in the glossary contain only strings. */
function fits(schema: DocumentSchema, value: unknown): boolean {
  if (!typesOf(schema).includes(typeOf(value))) return false;
  const lists = [schema, ...choicesOf(schema)].flatMap(({ items }) => (isSchema(items) ? [items] : []));
  return !Array.isArray(value) || lists.every(({ type }) => type === 'string');
}

function typeOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  return Number.isInteger(value) ? 'integer' : typeof value;
}

function typesOf(schema: DocumentSchema): string[] {
  const own = [schema.type ?? []].flat();
  const types = [...own, ...choicesOf(schema).flatMap(typesOf)];
  return types.includes('number') ? [...types, 'integer'] : types;
}

function choicesOf({ anyOf, oneOf, allOf }: DocumentSchema): DocumentSchema[] {
  const choices = [anyOf, oneOf, allOf].flatMap((each) => (Array.isArray(each) ? each.filter(isSchema) : []));
  return choices.filter(({ type }) => type !== 'null');
}

function isNullable({ type, anyOf }: DocumentSchema): boolean {
  return (
    [type].flat().includes('null') || (Array.isArray(anyOf) && anyOf.some((each) => each.type === 'null'))
  );
}

function plainValue(schema: DocumentSchema): unknown {
  const { format, minimum } = schema;
  const [type] = typesOf(schema);
  switch (type) {
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return typeof minimum === 'number' && minimum > 0 ? minimum : 1;
    case 'object':
      return {};
    case 'array':
      return [];
    case 'string':
      return (typeof format === 'string' ? formats[format] : undefined) ?? 'text';
    default:
      return null;
  }
}

const formats: Readonly<Record<string, string>> = {
  'date-time': '2026-08-22T17:22:50Z',
  email: 'ada@example.com',
  uri: 'https://example.com',
  uuid: '4be3e916-a0de-4575-97d2-ac26d977a611',
};

function isSchema(value: unknown): value is DocumentSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
