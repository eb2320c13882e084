import { expect, test } from 'vitest';
import { previewExpiry } from './preview-expiry';

const activeAt = new Date('2026-11-01T12:00:00Z');

test('a preview expires days after its last activity', () => {
  expect(previewExpiry(activeAt, 7)?.toISOString()).toBe('2026-11-08T12:00:00.000Z');
});

test('zero days keep it until the pull request is closed', () => {
  expect(previewExpiry(activeAt, 0)).toBeNull();
});
