import type { ImageLayer } from './api';

/**
 * Give each layer of an image its size. Docker's history gives the sizes of the layers, the lowest first, to the steps that
 * made one; a base that was loaded without its history has no steps, so that the highest layers are left without a size, and
 * get what is left of the whole.
 * @param digests of the layers, the lowest first
 * @param steps bytes that the history tells, the oldest first; those that only set something have none
 * @param bytes of the whole image
 */
export function sizedLayers(
  digests: readonly string[],
  steps: readonly number[],
  bytes: number,
): ImageLayer[] {
  const sizes = steps.filter((size) => size > 0);
  const layers = digests.map((digest, index) => ({ digest, sizeBytes: sizes[index] ?? 0 }));
  const highest = layers.pop();
  if (!highest) return [];
  const below = layers.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [...layers, { ...highest, sizeBytes: Math.max(0, bytes - below) }];
}
