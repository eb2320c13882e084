import type { DocumentOperation, DocumentSchema } from './document-types';

type Schemas = Readonly<Record<string, DocumentSchema>>;

const status = {
  type: 'string',
  description: 'How the deployment ended; only with `?wait=true`.',
};

/** Describe the `status` that `?wait=true` adds beside each deployment in a response, also in named schemas. */
export function addEndedStatus({ responses }: DocumentOperation, schemas: Schemas): void {
  visit(responses, (found) => {
    const name = typeof found.$ref === 'string' ? found.$ref.split('/').at(-1) : undefined;
    const schema = name === undefined ? found : schemas[name];
    if (!schema) return;
    if (name !== undefined) visit(schema, addTo);
    addTo(schema);
  });
}

function addTo({ properties }: DocumentSchema): void {
  if (properties?.deployment_uuid) properties.status ??= status;
}

function visit(value: unknown, each: (found: DocumentSchema) => void): void {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) each(value as DocumentSchema); // any object: the members of a schema are optional
  for (const member of Object.values(value)) visit(member, each);
}
