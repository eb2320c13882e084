import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { validationError } from '../../api/validation-error';
import { AppError, type AppErrorOptions, type ErrorCode, notFound } from '../../domain/error';
import type { CheckId } from '../../domain/ordered-checks';
import { secretInput } from '../../domain/sensitive';
import type { RefusedCall } from './dialect';
import { goDuration, v2 } from './v2';

const call: RefusedCall = {
  requestId: 'the-request',
  permission: 'application:update',
  input: undefined,
  secretKeys: new Set(),
};
const spell = (error: AppError) => v2.refusal(error, call);
const signedOut = 'You are signed out or your session has expired. Please sign in again to continue.';
const invalidToken = 'Bearer realm="gantry", error="invalid_token"';
const insufficientScope = 'Bearer realm="gantry", error="insufficient_scope", scope="application:update"';

describe('the ordered checks in the words of v2 (authorization contract §11)', () => {
  const limit = { requests: 200, windowSeconds: 60 };
  const rows: [CheckId, ErrorCode, AppErrorOptions, number, Record<string, unknown>, string?][] = [
    ['route', 'not_found', { body: { docs: 'x' } }, 404, { message: 'Route not found.' }],
    ['method', 'method_not_allowed', {}, 405, { message: 'Method not allowed.' }],
    [
      'api_enabled',
      'forbidden',
      { body: { success: true } },
      403,
      { message: 'API is disabled.', detail: 'An administrator turned the API off.' },
    ],
    [
      'address',
      'forbidden',
      { body: { success: true } },
      403,
      {
        message: 'You are not allowed to access the API.',
        detail: 'Client address is not in the allowed list.',
      },
    ],
    [
      'pre_auth_limit',
      'too_many_requests',
      { limit: { requests: 600, windowSeconds: 60 } },
      429,
      { message: "You've been rate limited for sending more than 600 requests in 1m0s." },
    ],
    [
      'credential',
      'unauthenticated',
      { reason: 'No credentials were sent.' },
      401,
      { message: signedOut, detail: 'No credentials were sent.' },
      invalidToken,
    ],
    [
      'key_address',
      'unauthenticated',
      {},
      401,
      { message: signedOut, detail: 'API key is invalid.' },
      invalidToken,
    ],
    [
      'user_status',
      'unauthenticated',
      {},
      401,
      {
        message: 'User is not active (status = "suspended"). Contact an admin to reactivate your account.',
      },
      invalidToken,
    ],
    [
      'rate_limit',
      'too_many_requests',
      { limit },
      429,
      { message: "You've been rate limited for sending more than 200 requests in 1m0s." },
    ],
    ['csrf', 'forbidden', {}, 403, { message: 'Cross-site request blocked.' }],
    [
      'membership',
      'unauthenticated',
      {},
      401,
      { message: signedOut, detail: 'API key is no longer valid for this organization.' },
      invalidToken,
    ],
    [
      'scope',
      'forbidden',
      { permission: 'application:update' },
      403,
      { message: 'Forbidden.', detail: 'Missing scopes: application:update' },
      insufficientScope,
    ],
    ['role', 'forbidden', { body: { error: 'x' } }, 403, { message: 'Forbidden.' }, insufficientScope],
    [
      'body',
      'bad_request',
      { reason: 'Invalid JSON.', body: { error: 'Invalid JSON.' } },
      400,
      { message: 'Request body must be valid JSON.', detail: 'Invalid JSON.' },
    ],
    [
      'resource',
      'not_found',
      {},
      404,
      { message: 'Resource not found or you do not have access to this resource' },
    ],
    ['action', 'forbidden', {}, 403, { message: 'Forbidden.' }],
  ];
  it.each(rows)('%s', (check, code, options, status, body, challenge) => {
    const refusal = spell(new AppError(code, 'the words of v1', { ...options, check }));
    expect([refusal.status, refusal.body]).toEqual([status, body]);
    expect(refusal.headers['WWW-Authenticate']).toBe(challenge);
  });
});

describe('other refusals', () => {
  it('keep their own words, with a second sentence where there is one', () => {
    const error = new AppError('bad_request', 'Failed to create API key.', { reason: 'why', detail: 'log' });
    expect(spell(error).body).toEqual({ message: 'Failed to create API key.', detail: 'why' });
  });

  it('say nothing about a fault', () => {
    const fault = new AppError('internal', 'SELECT 1', {
      reason: 'x',
      cause: new Error('y'),
      body: { a: 1 },
    });
    expect(spell(fault)).toEqual({
      status: 500,
      body: { message: 'An internal server error occurred.' },
      headers: {},
    });
  });

  it('name the fields that a service refused, whatever the status', () => {
    const error = new AppError('unauthenticated', 'A one-time code is required.', {
      fields: { totp_code: ['A one-time code is required.'] },
    });
    expect([spell(error).status, spell(error).body]).toEqual([
      401,
      {
        message: 'A one-time code is required.',
        validations: [{ field: 'totp_code', detail: 'A one-time code is required.' }],
      },
    ]);
  });

  it('name the missing scope instead of the ability', () => {
    const error = new AppError('forbidden', 'x', { check: 'scope', permission: 'server:validate' });
    expect(spell(error).headers['X-Missing-Permissions']).toBe('server:validate');
  });

  it('are the same for what is missing and what is another’s', () => {
    expect(spell(notFound('Application'))).toEqual(spell(notFound('Server')));
  });
});

describe('input that does not fit', () => {
  const schema = z.strictObject({
    email: z.email(),
    password: secretInput(z.string().min(8)),
    kind: z.enum(['a', 'b']),
    count: z.number().max(3),
    nested: z.object({ name: z.string() }).optional(),
    token_name: z.string().refine((text) => text !== 'bad', 'Must be good.'),
  });
  const refuse = (input: unknown) => {
    const { error } = schema.safeParse(input);
    if (!error) throw new Error('It fits.');
    return v2.refusal(validationError(error), { ...call, input, secretKeys: new Set(['password']) });
  };

  it('is named by rule and value, the value of a secret left out', () => {
    const refusal = refuse({
      email: 'x"<script>',
      password: 'hunter2',
      kind: 'c',
      count: 4,
      nested: { name: 5 },
      token_name: 'bad',
      more: 1,
    });
    expect([refusal.status, refusal.body]).toEqual([
      400,
      {
        message: 'Validation failed.',
        validations: [
          { field: 'email', detail: 'Validation failed for tag "email" with value: "x"<script>"' },
          { field: 'password', detail: 'Validation failed for tag "min"' },
          { field: 'kind', detail: 'Validation failed for tag "oneof" with value: "c"' },
          { field: 'count', detail: 'Validation failed for tag "max" with value: "4"' },
          { field: 'nested.name', detail: 'Validation failed for tag "string" with value: "5"' },
          { field: 'token_name', detail: 'Validation failed for tag "token_name" with value: "bad"' },
          { field: 'more', detail: 'Validation failed for tag "excluded" with value: "1"' },
        ],
      },
    ]);
  });

  it('is "required" when it is missing', () => {
    expect(refuse({ password: 'long enough', kind: 'a', count: 1, token_name: 'x' }).body).toMatchObject({
      validations: [{ field: 'email', detail: 'Validation failed for tag "required" with value: ""' }],
    });
  });
});

describe('durations', () => {
  it.each([
    [45, '45s'],
    [60, '1m0s'],
    [3600, '1h0m0s'],
    [86_461, '24h1m1s'],
  ])('%i seconds are %s', (seconds, text) => expect(goDuration(seconds)).toBe(text));
});
