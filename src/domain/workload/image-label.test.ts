import { expect, test } from 'vitest';
import { imageLabel } from './image-label';

test('names of components become parts of names of images, and stay different', () => {
  const names = ['web', 'my_api', 'a.b', 'Web', 'web-', 'a--b', 'x--576562'];
  const labels = names.map(imageLabel);
  expect(labels.slice(0, 3)).toEqual(['web', 'my_api', 'a.b']);
  expect(labels[3]).toBe('x--576562');
  expect(new Set(labels).size).toBe(names.length);
  for (const label of labels) expect(label).toMatch(/^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/);
});
