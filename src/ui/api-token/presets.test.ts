import { expect, test } from 'vitest';
import { describeAccess, presetOf } from './presets';

test('abilities are named after their preset, in whatever order they are stored', () => {
  expect(describeAccess(['deploy', 'read'], [])).toBe('Deploy');
  expect(describeAccess(['inherit'], [])).toBe('Same as me');
  expect(describeAccess(['root'], [])).toBe('Everything');
  expect(describeAccess(['read', 'read:sensitive'], [])).toBe('read, read:sensitive');
});

test('single permissions make it custom', () => {
  expect(presetOf(['read'], ['application:deploy'])).toBe('custom');
  expect(describeAccess(['read'], ['application:deploy'])).toBe('read, 1 permission');
  expect(describeAccess([], ['application:deploy', 'log:read'])).toBe('2 permissions');
  expect(describeAccess([], [])).toBe('Nothing');
});
