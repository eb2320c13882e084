import { expect, test } from 'vitest';
import { tokenState } from './token-state';

const now = new Date('2026-08-22T12:00:00Z');
const plain = { not_before: null, expires_at: null, grace_until: null };
const at = (day: string) => `2026-${day}T12:00:00.000Z`;

test.each([
  [plain, 'Active'],
  [{ ...plain, expires_at: at('12-01') }, 'Active'],
  [{ ...plain, expires_at: at('08-28') }, 'Expires soon'],
  [{ ...plain, expires_at: at('08-22') }, 'Expired'],
  [{ ...plain, not_before: at('08-23') }, 'Not valid yet'],
  [{ ...plain, not_before: at('08-21') }, 'Active'],
  [{ ...plain, grace_until: at('08-23') }, 'Being replaced'],
  [{ ...plain, grace_until: at('08-21') }, 'Replaced'],
])('%j is %s', (token, label) => {
  expect(tokenState(token, now).label).toBe(label);
});
