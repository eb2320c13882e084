import { expect, test } from 'vitest';
import { createRequest, newTokenValues, tokenSchema, updateRequest } from './token-values';

const values = { ...newTokenValues('o1', null), name: 'CI' };

test('a preset becomes its abilities; nothing chosen is not sent', () => {
  expect(createRequest(values)).toEqual({
    name: 'CI',
    abilities: ['read', 'deploy'],
    scopes: [],
    allowed_ips: [],
    rate_limit: null,
    expires_in_days: 30,
    organization_id: 'o1',
  });
});

test('scopes that were chosen and then left for a preset are not sent', () => {
  const left = { ...values, preset: 'read' as const, scopes: ['tag:read'] };
  expect(createRequest(left)).toMatchObject({ abilities: ['read'], scopes: [] });
  expect(createRequest({ ...left, preset: 'custom' })).toMatchObject({ scopes: ['tag:read'] });
});

test('restrictions are put into the words of the wire', () => {
  const request = createRequest({
    ...values,
    allowed_ips: '203.0.113.7\n 2001:db8::/32, 10.0.0.1\n',
    rate_requests: '5',
    rate_window: '1',
    reach: 'chosen',
    allow_list: [{ type: 'project', id: 'p1' }],
    not_before: '2026-08-22T17:22',
    expires_in_days: 'never',
  });
  expect(request.allowed_ips).toEqual(['203.0.113.7', '2001:db8::/32', '10.0.0.1']);
  expect(request.rate_limit).toEqual({ requests: 5, window_seconds: 1 });
  expect(request.allow_list).toEqual([{ type: 'project', id: 'p1' }]);
  expect(request.not_before).toBe(new Date('2026-08-22T17:22').toISOString());
  expect(request.expires_in_days).toBeNull();
});

test('an empty choice is noticed before it is sent', () => {
  const fields = (changes: object) =>
    tokenSchema.safeParse({ ...values, ...changes }).error?.issues.map(({ path }) => path.join('.'));
  expect(fields({ name: ' ' })).toEqual(['name']);
  expect(fields({ reach: 'chosen' })).toEqual(['allow_list']);
  expect(fields({ preset: 'custom', abilities: [] })).toEqual(['abilities']);
  expect(fields({})).toBeUndefined();
});

test('an emptied rate limit is taken away', () => {
  const edited = { name: 'CI', allowed_ips: '', rate_requests: '', rate_window: '60' };
  expect(updateRequest('k1', edited)).toEqual({ id: 'k1', name: 'CI', allowed_ips: [], rate_limit: null });
});

test('the shortest life is chosen where the organization allows no longer one', () => {
  expect(newTokenValues('o1', 14).expires_in_days).toBe('7');
  expect(newTokenValues('o1', 30).expires_in_days).toBe('30');
});
