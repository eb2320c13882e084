import type { Dialect } from '../dialects/dialect';

const message = { type: 'string', description: 'What was refused and why.' };

/** Entry of a 409 for domains (coolify-api §5.5). */
const domainConflict = {
  type: 'object',
  required: ['domain', 'resource_name', 'resource_uuid', 'resource_type', 'message'],
  properties: {
    domain: { type: 'string', description: 'Host, and path if it has one.' },
    resource_name: {
      type: ['string', 'null'],
      description: 'Name of the resource; null if the caller cannot see it.',
    },
    resource_uuid: {
      type: ['string', 'null'],
      description: 'Public id of the resource; null if the caller cannot see it.',
    },
    resource_type: { type: 'string', description: '`application`, `database` or `service`.' },
    message: { type: 'string', description: 'Which resource has the domain.' },
    service_name: { type: 'string', description: 'The service of the compose file that uses it.' },
  },
};

/** Shape of a refusal on each surface. */
export const errorSchemas: Record<Dialect['surface'], Record<string, unknown>> = {
  v1: {
    type: 'object',
    required: ['message'],
    properties: {
      message,
      error: { type: 'string' },
      errors: {
        type: 'object',
        description: 'Reasons by field name.',
        additionalProperties: { type: 'array', items: { type: 'string' } },
      },
      request_id: { type: 'string' },
      conflicts: {
        type: 'array',
        description: 'Resources that already use a domain of the request (409).',
        items: domainConflict,
      },
      warning: {
        type: 'string',
        description: 'What happens if the domains are used in spite of conflicts (409).',
      },
    },
  },
  v2: {
    type: 'object',
    required: ['message'],
    properties: {
      message,
      detail: { type: 'string', description: 'Additional explanation, if any.' },
      validations: {
        type: 'array',
        items: {
          type: 'object',
          required: ['field', 'detail'],
          properties: { field: { type: 'string' }, detail: { type: 'string' } },
        },
      },
    },
  },
};
