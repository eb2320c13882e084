import { describeOperation } from '../../api/openapi-meta';
import type { Operation } from '../rest/operations';
import type { DocumentOperation, DocumentParameter } from './document-types';
import { errorResponsesOf } from './error-responses';

const streams = {
  events: {
    contentType: 'text/event-stream',
    description: 'Server-sent events, each with JSON as its data.',
  },
  lines: { contentType: 'application/x-ndjson', description: 'One JSON object per line.' },
} as const;

/** Describe an event stream, which the generator cannot. Its parameters are text in the path and the query. */
export function eventOperation(
  operation: Operation,
  security: DocumentOperation['security'],
): DocumentOperation {
  const { rest, action, pathParameters, inputKeys } = operation;
  const { contentType, description } = streams[rest.answer === 'lines' ? 'lines' : 'events'];
  const queryKeys = [...inputKeys].filter((key) => !pathParameters.has(key) && key !== 'lastEventId');
  return {
    summary: rest.summary,
    description: describeOperation(rest, action),
    tags: [rest.tag],
    security,
    parameters: [
      ...[...pathParameters].map((name) => parameter('path', name)),
      ...queryKeys.map((name) => parameter('query', name)),
      ...(inputKeys.has('lastEventId') ? [resumeHeader] : []),
    ],
    responses: {
      [rest.status]: { description, content: { [contentType]: { schema: { type: 'string' } } } },
      ...errorResponsesOf(operation),
    },
  };
}

const resumeHeader: DocumentParameter = {
  in: 'header',
  name: 'Last-Event-ID',
  description: 'Id of the last event received. The stream continues after it.',
  schema: { type: 'string' },
};

function parameter(place: 'path' | 'query', name: string): DocumentParameter {
  return { in: place, name, ...(place === 'path' ? { required: true } : {}), schema: { type: 'string' } };
}
