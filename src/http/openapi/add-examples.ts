import type { Operation } from '../rest/operations';
import type { DocumentSchema, OpenApiDocument } from './document-types';
import { examplesOf } from './examples';

interface Media {
  schema: DocumentSchema;
  example?: unknown;
  examples?: Record<string, { $ref: string }>;
}

const jsonType = 'application/json';

/** Add an example to every request and response with a JSON body. Responses of the same shape share one. */
export function addExamples(document: OpenApiDocument, operations: readonly Operation[]): void {
  const { answer, request } = examplesOf(document);
  const shared: Record<string, { value: unknown }> = {};
  for (const { rest } of operations) {
    const operation = document.paths[rest.path]?.[rest.method.toLowerCase()];
    if (!operation) continue;
    const body: Media | undefined = operation.requestBody?.content[jsonType];
    if (body) body.example = { ...Object(request(body.schema)), ...rest.example };
    for (const response of Object.values(operation.responses)) {
      const media = (response as { content?: Record<string, Media> }).content?.[jsonType]; // references have no content
      if (!media || media.example !== undefined) continue;
      const name = nameOf(media.schema);
      if (name === null) media.example = answer(media.schema);
      else {
        shared[name] ??= { value: answer(media.schema) };
        media.examples = { answer: { $ref: `#/components/examples/${name}` } };
      }
    }
  }
  document.components.examples = Object.fromEntries(
    Object.entries(shared).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** Get the name of a response's shape, or of a list of it; null for a shape without a name. */
function nameOf({ $ref, items }: DocumentSchema): string | null {
  if (typeof $ref === 'string') return $ref.split('/').at(-1) ?? null;
  const item = Object(items).$ref;
  return typeof item === 'string' ? `ListOf${item.split('/').at(-1)}` : null;
}
