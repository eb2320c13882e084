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

test('a base without steps has what no step added', () => {
  expect(sizes(['imported', 'code'], [4, 0], 104)).toEqual(['imported 100', 'code 4']);
  expect(sizes(['imported'], [], 100)).toEqual(['imported 100']);
});

test('layers without content, and an image without layers', () => {
  expect(sizes(['base', 'empty', 'code'], [0, 4], 104)).toEqual(['base 100', 'empty 0', 'code 4']);
  expect(sizes([], [0], 0)).toEqual([]);
});
