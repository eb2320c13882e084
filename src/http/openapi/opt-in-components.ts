import { waitName } from '../rest/opt-in/wishes';
import type { DocumentParameter, DocumentSchema, Reference } from './document-types';

const header = (name: string, description: string, schema: DocumentSchema = { type: 'string' }) => ({
  in: 'header',
  name,
  description,
  schema,
});

const query = (name: string, description: string, schema: DocumentSchema) => ({
  in: 'query',
  name,
  description,
  schema,
});

/** Parameters of the further services (coolify-api §5.7), each described once. */
export const parameters: Record<string, DocumentParameter> = {
  IdempotencyKey: header(
    'Idempotency-Key',
    'Makes a repetition safe: for 24 hours the same request with the same key is answered as the first one was, with `Idempotency-Replayed: true`, and nothing is done again. Another request with this key is refused (422), one that comes while the first one runs too (409).',
    { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  ),
  Prefer: header(
    'Prefer',
    'With `return=representation` the answer has, besides its own members, everything that the GET of the resource answers to the caller, and `Preference-Applied`. Ignored for callers who may not read it.',
    { type: 'string', examples: ['return=representation'] },
  ),
  IfMatch: header(
    'If-Match',
    '`ETag` of the GET of this resource: the request is refused (412) when the resource has been edited since. `*` is met by any state.',
  ),
  IfNoneMatch: header('If-None-Match', '`ETag` that the caller has: the answer is 304 while it is the same.'),
  Fields: query('fields', 'Names of members, with commas between: only these and the ids are answered.', {
    type: 'string',
    examples: ['name,status'],
  }),
  Summary: query(
    'summary',
    'Only ids, name, description, status, type and time of change, where items have them.',
    {
      type: 'boolean',
    },
  ),
  Page: query('page', 'Number of the page.', { type: 'integer', minimum: 1, maximum: 1_000_000 }),
  PerPage: query('per_page', 'Items a page; 50 when only a page is given.', {
    type: 'integer',
    minimum: 1,
    maximum: 500,
  }),
  WaitForRemoval: query(waitName, 'Answer when it is gone, at most 60 seconds later.', { type: 'boolean' }),
  WaitForDeployments: query(
    waitName,
    'Answer when all deployments have ended, at most 60 seconds later; then each has its last `status`.',
    { type: 'boolean' },
  ),
};

const text = (description: string) => ({ description, schema: { type: 'string' } });

const headers = {
  ETag: text('Names this state of the resource as the caller sees it; for If-None-Match and If-Match.'),
  IdempotencyReplayed: text('`true`: the answer to an earlier request with the same Idempotency-Key.'),
  PreferenceApplied: text('`return=representation`, when the answer shows the whole resource.'),
};

const notModified = {
  description: 'The caller has this answer already.',
  headers: { ETag: referenceTo('headers', 'ETag') },
};

/** `components` that operations refer to. */
export const optInComponents = { parameters, headers, responses: { NotModified: notModified } };

export function referenceTo(kind: 'parameters' | 'headers' | 'responses', name: string): Reference {
  return { $ref: `#/components/${kind}/${name}` };
}
