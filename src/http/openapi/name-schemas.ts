import type { Operation } from '../rest/operations';
import type { DocumentSchema, OpenApiDocument } from './document-types';
import { partName, schemaNames } from './schema-names';

/**
 * Name every body of a document, and every object that occurs twice, so that a generator makes one class of each shape.
 * Schemas with an `id` already have a name; inputs and responses of a single procedure are named after it.
 */
export function nameSchemas(document: OpenApiDocument, operations: readonly Operation[]): void {
  const schemas = schemasOf(document);
  const registry = new SchemaRegistry(schemas);
  for (const [operation, procedure] of described(document, operations)) {
    const names = (part: 'Input' | 'Answer') => schemaNames(procedure, part);
    for (const body of Object.values(operation.requestBody?.content ?? {})) {
      // Each input has its own name, even if another has the same shape today.
      body.schema = registry.namedFor(body.schema, names('Input'));
    }
    for (const response of Object.values(operation.responses)) {
      for (const body of Object.values(contentOf(response))) {
        const { items } = body.schema;
        if (isSchema(items)) body.schema = { ...body.schema, items: registry.named(items, names('Answer')) };
        else body.schema = registry.named(body.schema, names('Answer'));
      }
    }
  }
  nameRepeated(document, registry);
}

/** Named schemas of a document, found by their JSON text. */
class SchemaRegistry {
  readonly #byText = new Map<string, string>();

  constructor(readonly schemas: Record<string, DocumentSchema>) {
    for (const [name, schema] of Object.entries(schemas)) this.#byText.set(textOf(schema), name);
  }

  /** Refer to a schema by the name that it has, or name it. */
  named(schema: DocumentSchema, names: readonly string[]): DocumentSchema {
    const name = this.#byText.get(textOf(schema));
    return name === undefined ? this.namedFor(schema, names) : referenceTo(name);
  }

  /** Refer to a schema by the first of the names that is free or already belongs to the same schema. */
  namedFor(schema: DocumentSchema, names: readonly string[]): DocumentSchema {
    if (!isObject(schema)) return schema;
    const text = textOf(schema);
    const name = names.find((each) => textOf(this.schemas[each] ?? schema) === text);
    if (name === undefined) throw new Error(`No name is left of ${names.join(', ')}.`);
    this.schemas[name] = schema;
    if (!this.#byText.has(text)) this.#byText.set(text, name);
    return referenceTo(name);
  }
}

/** Name the objects that occur more than once in the named schemas, at any depth. */
function nameRepeated(document: OpenApiDocument, registry: SchemaRegistry): void {
  // Each named schema counts once, so that a single repetition already refers to it.
  const counts = new Map(Object.values(registry.schemas).map((schema) => [textOf(schema), 1]));
  for (const schema of Object.values(registry.schemas)) {
    eachObject(schema, (found) => counts.set(textOf(found), (counts.get(textOf(found)) ?? 0) + 1));
  }
  // In order of their names: a repeated part is named after its first occurrence.
  for (const name of Object.keys(registry.schemas).sort()) {
    const schema = registry.schemas[name];
    if (schema) registry.schemas[name] = withNamedParts(schema, name, registry, counts);
  }
  document.components.schemas = Object.fromEntries(
    Object.entries(registry.schemas).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function withNamedParts(
  schema: DocumentSchema,
  owner: string,
  registry: SchemaRegistry,
  counts: ReadonlyMap<string, number>,
): DocumentSchema {
  const part = (value: unknown, name: string): unknown => {
    if (Array.isArray(value)) return value.map((each) => part(each, name));
    if (!isSchema(value)) return value;
    const isRepeated = isObject(value) && (counts.get(textOf(value)) ?? 0) > 1;
    const inner = withNamedParts(value, name, registry, counts);
    return isRepeated ? registry.named(inner, [name, `${name}Part`]) : inner;
  };
  const entries = Object.entries(schema).map(([key, value]) => {
    if (key !== 'properties' || !isSchema(value)) return [key, part(value, owner)];
    const properties = Object.entries(value).map(([property, each]) => [
      property,
      part(each, partName(owner, property)),
    ]);
    return [key, Object.fromEntries(properties)];
  });
  return Object.fromEntries(entries);
}

/** Visit every object schema below this one. */
function eachObject(schema: DocumentSchema, visit: (schema: DocumentSchema) => void): void {
  for (const value of Object.values(schema)) {
    for (const each of Array.isArray(value) ? value : [value]) {
      if (!isSchema(each)) continue;
      if (isObject(each)) visit(each);
      eachObject(each, visit);
    }
  }
}

function described(document: OpenApiDocument, operations: readonly Operation[]) {
  const byAddress = new Map(
    operations.map(({ rest, procedure }) => [`${rest.method.toLowerCase()} ${rest.path}`, procedure]),
  );
  return Object.entries(document.paths)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([path, methods]) =>
      Object.entries(methods).flatMap(([method, operation]) => {
        const procedure = byAddress.get(`${method} ${path}`);
        return procedure === undefined ? [] : [[operation, procedure] as const];
      }),
    );
}

type Body = { schema: DocumentSchema };

function contentOf(response: unknown): Record<string, Body> {
  // Responses are plain JSON here: those with a body have a `content`, references do not.
  return (response as { content?: Record<string, Body> }).content ?? {};
}

/** Get the named schemas of a document. */
export function schemasOf({ components }: OpenApiDocument): Record<string, DocumentSchema> {
  // `components` is not typed further; every document has `schemas`.
  return components.schemas as Record<string, DocumentSchema>;
}

function referenceTo(name: string): DocumentSchema {
  return { $ref: `#/components/schemas/${name}` };
}

function isSchema(value: unknown): value is DocumentSchema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isObject(schema: DocumentSchema): boolean {
  return schema.type === 'object' && Object.keys(schema.properties ?? {}).length > 0;
}

function textOf(schema: DocumentSchema): string {
  return JSON.stringify(schema);
}
