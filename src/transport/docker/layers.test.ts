import { expect, test } from 'vitest';
import { sizedLayers } from './layers';

const sizes = (digests: string[], steps: number[], bytes: number) =>
  sizedLayers(digests, steps, bytes).map(({ digest, sizeBytes }) => `${digest} ${sizeBytes}`);

test('each layer has the size of its step; steps that only set something have none', () => {
  expect(sizes(['base', 'modules', 'code'], [100, 0, 30, 0, 4, 0], 134)).toEqual([
    'base 100',
    'modules 30',
    'code 4',
  ]);
});

test('without the history of the base, the highest layer has what no step is said to have added', () => {
  // As Docker 20.10 reports it for an image FROM an imported one: the size of the base at the first COPY.
  expect(sizes(['imported', 'program', 'folder'], [1_985_650, 470, 0], 1_989_859)).toEqual([
    'imported 1985650',
    'program 470',
    'folder 3739',
  ]);
  expect(sizes(['imported'], [], 100)).toEqual(['imported 100']);
});

test('an image without layers', () => {
  expect(sizes([], [0], 0)).toEqual([]);
});
