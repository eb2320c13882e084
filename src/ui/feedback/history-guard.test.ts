import { expect, test } from 'vitest';
import { distanceOf } from './history-guard';

const here = { currentEntry: { index: 4 } };

function leaving(change: object) {
  const destination = { url: 'http://gantry.test/servers', index: 3, sameDocument: true };
  return { navigationType: 'traverse', cancelable: true, destination, ...change } as Parameters<
    typeof distanceOf
  >[0];
}

test('the back button leads one entry back', () => {
  expect(distanceOf(leaving({}), here, '/keys')).toBe(-1);
});

test('a link, an address on the same page and what cannot be held are let through', () => {
  expect(distanceOf(leaving({ navigationType: 'push' }), here, '/keys')).toBeNull();
  expect(distanceOf(leaving({ cancelable: false }), here, '/keys')).toBeNull();
  expect(distanceOf(leaving({}), here, '/servers')).toBeNull();
});
