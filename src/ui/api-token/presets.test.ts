import { expect, test } from 'vitest';
import { describeAbilities, lifetimeOf } from './presets';

test('abilities are named after their preset, in whatever order they are stored', () => {
  expect(describeAbilities(['deploy', 'read'])).toBe('Deploy');
  expect(describeAbilities(['inherit'])).toBe('Same as me');
  expect(describeAbilities(['root'])).toBe('root');
  expect(describeAbilities(['read', 'read:sensitive'])).toBe('read, read:sensitive');
});

test('only the contract’s lifetimes are sent', () => {
  expect(['7', '365', 'never', '31'].map(lifetimeOf)).toEqual([7, 365, null, null]);
});
