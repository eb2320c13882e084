import { httpStatus } from '../../domain/error';
import { orderedChecks } from '../../domain/ordered-checks';
import type { Dialect } from '../dialects/dialect';
import type { Operation } from '../rest/operations';
import { errorSchemas } from './error-schemas';

type Surface = Dialect['surface'];

interface RefusalText {
  /** Name of the component. */
  name: string;
  description: string;
  /** Example of a body in the format of each surface. */
  examples: Record<Surface, Record<string, unknown>>;
  headers?: Record<string, unknown>;
}

const { credential, scope } = orderedChecks;

const refusals: Record<number, RefusalText> = {
  [httpStatus.bad_request]: {
    name: 'BadRequest',
    description: 'The request cannot be read: the body is empty or not JSON, or parts contradict each other.',
    examples: {
      v1: { message: 'Invalid request.', error: 'Invalid JSON.' },
      v2: {
        message: 'Validation failed.',
        validations: [{ field: 'email', detail: 'Validation failed for tag "email" with value: "x"' }],
      },
    },
  },
  [httpStatus.unauthenticated]: {
    name: 'Unauthenticated',
    description: 'The credential is missing, wrong, expired or revoked.',
    examples: {
      v1: { message: credential.v1 },
      v2: { message: credential.v2.message, detail: 'API key is invalid.' },
    },
  },
  [httpStatus.forbidden]: {
    name: 'Forbidden',
    description: 'The token lacks a permission, its owner lacks the role, or the API is switched off.',
    examples: {
      v1: { message: 'Missing required permissions: write' },
      v2: { message: scope.v2.message, detail: 'Missing scopes: api_key:create' },
    },
  },
  [httpStatus.not_found]: {
    name: 'NotFound',
    description: 'The organization of the token has nothing with this id.',
    examples: {
      v1: { message: 'Application not found.' },
      v2: { message: orderedChecks.resource.v2.message },
    },
  },
  [httpStatus.conflict]: {
    name: 'Conflict',
    description: 'Something with that name already exists, or the state does not allow the request.',
    examples: {
      v1: { message: 'An API key with this name already exists.' },
      v2: { message: 'An API key with this name already exists.' },
    },
  },
  [httpStatus.precondition_failed]: {
    name: 'PreconditionFailed',
    description: 'The resource has changed since the state in `If-Match`. Nothing was done.',
    examples: {
      v1: {
        message: 'Precondition failed: the resource has changed since the state in If-Match. Read it again.',
      },
      v2: { message: 'Precondition failed.' }, // v2 has no conditional requests
    },
  },
  [httpStatus.payload_too_large]: {
    name: 'PayloadTooLarge',
    description: 'The body is larger than 1 MB.',
    examples: {
      v1: { message: 'Payload too large.' },
      v2: { message: 'Payload too large.' },
    },
  },
  [httpStatus.validation_failed]: {
    name: 'ValidationFailed',
    description: 'A field is missing, invalid or unknown.',
    examples: {
      v1: { message: 'Validation failed.', errors: { name: ['The name field is required.'] } },
      v2: { message: 'Validation failed.' }, // v2 responds with 400 instead
    },
  },
  [httpStatus.too_many_requests]: {
    name: 'TooManyRequests',
    description: 'Too many requests. `Retry-After` says when to try again.',
    examples: {
      v1: { message: orderedChecks.rate_limit.v1 },
      v2: { message: "You've been rate limited for sending more than 512 requests in 1m." },
    },
    headers: {
      'Retry-After': { description: 'Seconds to wait.', schema: { type: 'integer', minimum: 0 } },
    },
  },
  [httpStatus.internal]: {
    name: 'ServerError',
    description: 'A server error. Use the request id to find it in the log.',
    examples: {
      v1: { message: 'Server Error', request_id: '4be3e916-a0de-4575-97d2-ac26d977a611' },
      v2: { message: 'An internal server error occurred.' },
    },
  },
  [httpStatus.not_implemented]: {
    name: 'NotImplemented',
    description: 'The server belongs to a swarm. Gantry has no such servers, so it never sends this.',
    examples: {
      v1: { message: 'Not implemented.' },
      v2: { message: 'Not implemented.' }, // v2 has no such operations
    },
  },
  [httpStatus.unavailable]: {
    name: 'Unavailable',
    description:
      'Something needed for the response, such as the database or a machine, cannot be reached. Try again later.',
    examples: {
      v1: { message: 'The database cannot be reached. Try again in a moment.' },
      v2: { message: 'The database cannot be reached. Try again in a moment.' },
    },
  },
};

const onlyV1: ReadonlySet<number> = new Set([
  httpStatus.validation_failed,
  httpStatus.precondition_failed,
  httpStatus.not_implemented,
]);

/** Make the `components` of a surface's document, with every refusal once. */
export function errorComponents(surface: Surface) {
  const responses = Object.entries(refusals)
    .filter(([status]) => surface === 'v1' || !onlyV1.has(Number(status)))
    .map(([, { name, description, examples, headers }]) => {
      const example = examples[surface];
      const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' }, example } };
      return [name, { description, ...(headers ? { headers } : {}), content }] as const;
    });
  return { schemas: { Error: errorSchemas[surface] }, responses: Object.fromEntries(responses) };
}

/** Status of each surface for invalid fields. */
const invalidStatus = { v1: httpStatus.validation_failed, v2: httpStatus.bad_request } as const;

/** List the refusals of an operation by status. */
export function errorResponsesOf({
  action,
  surface,
  rest,
  pathParameters,
  inputKeys,
  type,
}: Operation): Record<string, { $ref: string }> {
  const takesBody = rest.method !== 'GET' && rest.method !== 'DELETE';
  const codes = [
    // v1 documents 400 for every operation, like the API whose clients it serves.
    ...(takesBody || surface === 'v1' ? [httpStatus.bad_request] : []),
    ...(takesBody ? [httpStatus.payload_too_large] : []),
    ...(action === 'open' ? [] : [httpStatus.unauthenticated, httpStatus.forbidden]),
    ...(pathParameters.size > 0 || namesObject(inputKeys) ? [httpStatus.not_found] : []),
    ...(type === 'mutation' ? [httpStatus.conflict] : []),
    ...(inputKeys.size > pathParameters.size ? [invalidStatus[surface]] : []),
    ...(rest.alsoRefuses ?? []).map((code) => httpStatus[code]),
    httpStatus.too_many_requests,
    httpStatus.internal,
    httpStatus.unavailable,
  ];
  return Object.fromEntries(
    [...new Set(codes)].map((code) => [code, { $ref: `#/components/responses/${refusals[code]?.name}` }]),
  );
}

/** Whether a query or a body names another object by its id. */
function namesObject(inputKeys: ReadonlySet<string>): boolean {
  return [...inputKeys].some((key) => /(^|_)u?u?id$/.test(key));
}
