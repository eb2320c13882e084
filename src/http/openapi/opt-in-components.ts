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

/** Parameters of the opt-in features (coolify-api §5.7), each described once. */
export const parameters: Record<string, DocumentParameter> = {
  IdempotencyKey: header(
    'Idempotency-Key',
    'Makes retries safe: for 24 hours, the same request with the same key returns the first response, with `Idempotency-Replayed: true`, and nothing is done again. A different request with this key is refused (422), as is one sent while the first is still running (409).',
    { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x21-\\x7e]+$' },
  ),
  Prefer: header(
    'Prefer',
    'With `return=representation`, the response also contains everything that GET returns for the resource, and `Preference-Applied`. Ignored for callers who may not read it.',
    { type: 'string', examples: ['return=representation'] },
  ),
  IfMatch: header(
    'If-Match',
    '`ETag` from GET of this resource. The request is refused (412) if the resource has been changed since. `*` matches any state.',
  ),
  IfNoneMatch: header(
    'If-None-Match',
    '`ETag` that the caller has. The response is 304 if it is still current.',
  ),
  Fields: query('fields', 'Comma-separated field names. Only these and the ids are returned.', {
    type: 'string',
    examples: ['name,status'],
  }),
  Summary: query(
    'summary',
    'Return only ids, name, description, status, type and time of change, if available.',
    {
      type: 'boolean',
    },
  ),
  Page: query('page', 'Page number.', { type: 'integer', minimum: 1, maximum: 1_000_000 }),
  PerPage: query('per_page', 'Items per page; 50 if only a page is given.', {
    type: 'integer',
    minimum: 1,
    maximum: 500,
  }),
  WaitForRemoval: query(waitName, 'Respond when it has been deleted, after at most 60 seconds.', {
    type: 'boolean',
  }),
  WaitForDeployments: query(
    waitName,
    'Respond when all deployments have finished, after at most 60 seconds; each then has its final `status`.',
    { type: 'boolean' },
  ),
};

const text = (description: string) => ({ description, schema: { type: 'string' } });

const headers = {
  ETag: text(
    'Identifies the current state of the resource as the caller sees it; for If-None-Match and If-Match.',
  ),
  IdempotencyReplayed: text(
    '`true`: this is the response to an earlier request with the same Idempotency-Key.',
  ),
  PreferenceApplied: text('`return=representation`, if the response contains the whole resource.'),
};

const notModified = {
  description: 'The caller already has the current version.',
  headers: { ETag: referenceTo('headers', 'ETag') },
};

/** Shared `components` of the opt-in features. */
export const optInComponents = { parameters, headers, responses: { NotModified: notModified } };

export function referenceTo(kind: 'parameters' | 'headers' | 'responses', name: string): Reference {
  return { $ref: `#/components/${kind}/${name}` };
}
