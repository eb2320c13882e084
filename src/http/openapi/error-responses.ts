import { httpStatus } from '../../domain/error';
import type { Operation } from '../rest/operations';

/** A refusal as `/api/v1` spells it: component name → what it means and an example of its body. */
const refusals: Record<number, { name: string; description: string; example: Record<string, unknown> }> = {
  [httpStatus.bad_request]: {
    name: 'BadRequest',
    description: 'The body is not JSON, is empty, or the request contradicts itself.',
    example: { message: 'Invalid request.', error: 'Invalid JSON.' },
  },
  [httpStatus.unauthenticated]: {
    name: 'Unauthenticated',
    description: 'The credential is missing, wrong, expired or revoked.',
    example: { message: 'Unauthenticated.' },
  },
  [httpStatus.forbidden]: {
    name: 'Forbidden',
    description: 'The token lacks an ability, its owner lacks the role, or the API is switched off.',
    example: { message: 'Missing required permissions: write' },
  },
  [httpStatus.not_found]: {
    name: 'NotFound',
    description: 'There is nothing with this id in the organization of the token.',
    example: { message: 'Application not found.' },
  },
  [httpStatus.conflict]: {
    name: 'Conflict',
    description: 'Something of that name exists, or the state does not allow it.',
    example: { message: 'An API key with this name already exists.' },
  },
  [httpStatus.payload_too_large]: {
    name: 'PayloadTooLarge',
    description: 'The body is larger than 1 MB.',
    example: { message: 'Payload too large.' },
  },
  [httpStatus.validation_failed]: {
    name: 'ValidationFailed',
    description: 'A field is missing, wrong or not known.',
    example: { message: 'Validation failed.', errors: { name: ['The name field is required.'] } },
  },
  [httpStatus.internal]: {
    name: 'ServerError',
    description: 'A fault of the server. The id finds it in the log.',
    example: { message: 'Server Error', request_id: '4be3e916-a0de-4575-97d2-ac26d977a611' },
  },
};

const errorSchema = {
  type: 'object',
  required: ['message'],
  properties: {
    message: { type: 'string', description: 'What was refused and why.' },
    error: { type: 'string' },
    errors: {
      type: 'object',
      description: 'Field name to reasons.',
      additionalProperties: { type: 'array', items: { type: 'string' } },
    },
    request_id: { type: 'string' },
  },
};

/** `components` of the document: every refusal once. */
export function errorComponents() {
  const responses = Object.values(refusals).map(({ name, description, example }) => {
    const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' }, example } };
    return [name, { description, content }] as const;
  });
  return { schemas: { Error: errorSchema }, responses: Object.fromEntries(responses) };
}

/** Which refusals an operation may answer. */
export function errorResponsesOf({
  action,
  rest,
  pathParameters,
  inputKeys,
  type,
}: Operation): Record<string, { $ref: string }> {
  const takesBody = rest.method !== 'GET' && rest.method !== 'DELETE';
  const codes = [
    ...(takesBody ? [httpStatus.bad_request, httpStatus.payload_too_large] : []),
    ...(action === 'open' ? [] : [httpStatus.unauthenticated, httpStatus.forbidden]),
    ...(pathParameters.size > 0 ? [httpStatus.not_found] : []),
    ...(type === 'mutation' ? [httpStatus.conflict] : []),
    ...(inputKeys.size > pathParameters.size ? [httpStatus.validation_failed] : []),
    httpStatus.internal,
  ];
  return Object.fromEntries(
    codes.map((code) => [code, { $ref: `#/components/responses/${refusals[code]?.name}` }]),
  );
}
