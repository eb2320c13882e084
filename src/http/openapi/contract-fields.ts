import type { RestProjection } from '../../api/trpc';
import type { DocumentOperation, DocumentParameter, DocumentSchema } from './document-types';

/** Describe fields where the contract has them, and as required where it requires them. */
export function withContractFields(
  operation: DocumentOperation,
  { queryFields = [], requiredNames = [] }: RestProjection,
): DocumentOperation {
  const body = operation.requestBody?.content['application/json'];
  const properties = Object.entries(body?.schema.properties ?? {});
  const moved = properties.filter(([name]) => queryFields.includes(name));
  const parameters = [
    ...(operation.parameters ?? []),
    ...moved.map(([name, schema]): DocumentParameter => ({ in: 'query', name, schema })),
  ].map((each) => ('name' in each && requiredNames.includes(each.name) ? { ...each, required: true } : each));
  if (!body) return { ...operation, parameters };
  const kept = Object.fromEntries(properties.filter(([name]) => !queryFields.includes(name)));
  const schema = withRequired({ ...body.schema, properties: kept }, requiredNames);
  return {
    ...operation,
    parameters,
    requestBody: { ...operation.requestBody, content: { 'application/json': { ...body, schema } } },
  };
}

function withRequired(schema: DocumentSchema, names: readonly string[]): DocumentSchema {
  if (names.length === 0) return schema;
  return { ...schema, required: [...(schema.required ?? []), ...names] };
}
