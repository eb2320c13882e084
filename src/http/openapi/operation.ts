import type { Operation } from '../rest/operations';
import { withContractFields } from './contract-fields';
import type { DocumentOperation, DocumentParameter } from './document-types';
import { errorResponsesOf } from './error-responses';

/**
 * Complete an operation with what the generator cannot know: actual success codes, text responses, this surface's
 * refusals, optional bodies.
 */
export function completeOperation(generated: DocumentOperation, operation: Operation): DocumentOperation {
  const { rest } = operation;
  const success =
    rest.answer === 'text' ? textAnswer(rest.contentType ?? 'text/html') : generated.responses['200'];
  const request = {
    ...generated,
    ...(rest.queryNames ? { parameters: withQueryNames(generated.parameters ?? [], rest.queryNames) } : {}),
    ...(rest.bodyNames ? { requestBody: withBodyNames(generated.requestBody, rest.bodyNames) } : {}),
    ...(rest.bodyOptional ? optionalBody(generated, operation) : {}),
  };
  return {
    ...withContractFields(request, rest),
    responses: {
      [rest.status]: rest.status === 204 ? { description: 'Done.' } : success,
      ...(rest.createdStatus && { [rest.createdStatus]: success }),
      ...errorResponsesOf(operation),
    },
  };
}

type Parameters = NonNullable<DocumentOperation['parameters']>;

function isQuery(parameter: Parameters[number]): parameter is DocumentParameter {
  return 'in' in parameter && parameter.in === 'query';
}

function textAnswer(contentType: string) {
  return { description: 'Successful response', content: { [contentType]: { schema: { type: 'string' } } } };
}

function namesOfMembers(names: Readonly<Record<string, string>>): Map<string, string> {
  return new Map(Object.entries(names).map(([name, member]) => [member, name]));
}

function withBodyNames(body: DocumentOperation['requestBody'], names: Readonly<Record<string, string>>) {
  const json = body?.content['application/json'];
  if (!json) return body;
  const nameOf = namesOfMembers(names);
  const properties = Object.entries(json.schema.properties ?? {}).map(([member, schema]) => [
    nameOf.get(member) ?? member,
    schema,
  ]);
  const schema = { ...json.schema, properties: Object.fromEntries(properties) };
  return { ...body, content: { ...body.content, 'application/json': { ...json, schema } } };
}

function withQueryNames(parameters: Parameters, names: Readonly<Record<string, string>>): Parameters {
  const nameOf = namesOfMembers(names);
  const inPath = new Set(
    parameters.flatMap((each) => ('in' in each && each.in === 'path' ? [each.name] : [])),
  );
  return parameters.flatMap((each): Parameters => {
    if (!isQuery(each)) return [each];
    const name = nameOf.get(each.name) ?? each.name;
    // Generators turn parameters into arguments: two with the same name do not compile.
    return inPath.has(name) ? [] : [{ ...each, name }];
  });
}

/** Make the body optional: on v1 every field may be in the query instead. */
function optionalBody(
  { requestBody, parameters = [] }: DocumentOperation,
  { surface }: Operation,
): Partial<DocumentOperation> {
  if (!requestBody) return {};
  return {
    requestBody: { ...requestBody, required: false },
    parameters: surface === 'v1' ? [...parameters, ...queryParameters(requestBody)] : parameters,
  };
}

function queryParameters(body: DocumentOperation['requestBody']): DocumentParameter[] {
  const properties = body?.content['application/json']?.schema.properties ?? {};
  return Object.entries(properties).map(([name, schema]) => ({ in: 'query', name, schema }));
}

/** Describe the deprecated GET form of an action: same parameters, all in the query (coolify-api §3.2). */
export function aliasOperation(canonical: DocumentOperation, { rest }: Operation): DocumentOperation {
  const { requestBody, parameters = [], ...shared } = canonical;
  const hasQuery = parameters.some(isQuery);
  return {
    ...shared,
    operationId: `${canonical.operationId}-get`,
    deprecated: true,
    description: `Older form of \`${rest.method} ${rest.path}\`. Only accepts requests with a token in a header.`,
    parameters: hasQuery ? parameters : [...parameters, ...queryParameters(requestBody)],
  };
}
