import { describe, expect, it } from 'vitest';
import { AppError, invalidField, notFound } from '../../domain/error';
import type { RefusedCall } from './dialect';
import { v1 } from './v1';

const call: RefusedCall = {
  requestId: 'the-request',
  permission: null,
  input: undefined,
  secretKeys: new Set(),
};
const spell = (error: AppError) => JSON.stringify(v1.refusal(error, call).body);

describe('refusals in the words of v1', () => {
  const cases: [AppError, string][] = [
    [new AppError('unauthenticated', 'Unauthenticated.'), '{"message":"Unauthenticated."}'],
    [notFound('Application'), '{"message":"Application not found."}'],
    [
      new AppError('forbidden', 'API is disabled.', { body: { success: true } }),
      '{"success":true,"message":"API is disabled."}',
    ],
    [
      new AppError('forbidden', 'You are not authorized to perform this action.', {
        body: { error: 'Unauthorized' },
      }),
      '{"message":"You are not authorized to perform this action.","error":"Unauthorized"}',
    ],
    [
      new AppError('bad_request', 'Invalid request.', { body: { error: 'Empty JSON.' } }),
      '{"message":"Invalid request.","error":"Empty JSON."}',
    ],
    [
      invalidField('git_branch', 'The git branch field is required.'),
      '{"message":"Validation failed.","errors":{"git_branch":["The git branch field is required."]}}',
    ],
    [
      new AppError('not_found', 'Not found.', { body: { docs: 'https://x/docs/api' } }),
      '{"message":"Not found.","docs":"https://x/docs/api"}',
    ],
    [
      new AppError('conflict', 'Domain conflicts detected.', { body: { conflicts: [], warning: 'w' } }),
      '{"message":"Domain conflicts detected.","conflicts":[],"warning":"w"}',
    ],
  ];
  it.each(cases)('%s', (error, body) => expect(spell(error)).toBe(body));

  it('say nothing about a fault but its id', () => {
    const fault = new AppError('internal', 'SELECT * FROM users', {
      detail: '/srv',
      cause: new Error('x'),
      body: { a: 1 },
    });
    expect(spell(fault)).toBe('{"message":"Server Error","request_id":"the-request"}');
  });
});

it('names the ability that was missing, whether of the key or of its role', () => {
  for (const check of ['scope', 'role', 'action'] as const) {
    const error = new AppError('forbidden', 'x', { check, permission: 'application:deploy' });
    expect(v1.refusal(error, call).headers).toEqual({ 'X-Missing-Permissions': 'deploy' });
  }
});
