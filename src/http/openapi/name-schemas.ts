import type { Operation } from '../rest/operations';
import type { DocumentSchema, OpenApiDocument } from './document-types';
import { partName, schemaNames } from './schema-names';

/**
 * Give every body of a document a name, and everything that it says twice, so that a generator makes one class of each
 * shape. Schemas with an `id` have one already; inputs and answers of a single procedure get theirs from it.
 */
export function nameSchemas(document: OpenApiDocument, operations: readonly Operation[]): void {
  const schemas = schemasOf(document);
  const registry = new SchemaRegistry(schemas);
  for (const [operation, procedure] of described(document, operations)) {
    const names = (part: 'Input' | 'Answer') => schemaNames(procedure, part);
    for (const body of Object.values(operation.requestBody?.content ?? {})) {
      // Each input has a name of its own, whatever others look like it today.
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

/** The named schemas of a document, found by their text. */
class SchemaRegistry {
  readonly #byText = new Map<string, string>();

  constructor(readonly schemas: Record<string, DocumentSchema>) {
    for (const [name, schema] of Object.entries(schemas)) this.#byText.set(textOf(schema), name);
  }

  /** A reference to the schema, which keeps the name that it has. */
  named(schema: DocumentSchema, names: readonly string[]): DocumentSchema {
    const name = this.#byText.get(textOf(schema));
    return name === undefined ? this.namedFor(schema, names) : referenceTo(name);
  }

  /** A reference to the schema, under the first of the names that is free or is that of the same schema. */
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

/** Name the objects that the named schemas say more than once, until none does. */
function nameRepeated(document: OpenApiDocument, registry: SchemaRegistry): void {
  // One for each that has a name already: what repeats it refers to it.
  const counts = new Map(Object.values(registry.schemas).map((schema) => [textOf(schema), 1]));
  for (const schema of Object.values(registry.schemas)) {
    eachObject(schema, (found) => counts.set(textOf(found), (counts.get(textOf(found)) ?? 0) + 1));
  }
  // In the order of their names: what is found first gives a repeated part its name.
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
  // Responses are plain JSON here: those with a body have a `content`, references have none.
  return (response as { content?: Record<string, Body> }).content ?? {};
}

/** The named schemas of a document. */
export function schemasOf({ components }: OpenApiDocument): Record<string, DocumentSchema> {
  // The member of every OpenAPI document.
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
