import { expect, test } from 'vitest';
import { lifetimeOf, lifetimesWithin } from './lifetimes';

test('only the contract’s lifetimes are sent', () => {
  expect(['7', '365', 'never', '31'].map(lifetimeOf)).toEqual([7, 365, null, null]);
});

test('an organization’s limit takes the longer ones and "never" away', () => {
  expect(lifetimesWithin(60)).toEqual({ days: [7, 30, 60], mayNever: false });
  expect(lifetimesWithin(null)).toEqual({ days: [7, 30, 60, 90, 365], mayNever: true });
});
