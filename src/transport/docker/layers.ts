import type { ImageLayer } from './api';

/**
 * Assign sizes to the layers of an image. Docker's history has the sizes of the layers, the lowest first, at the steps
 * that created one; a base loaded without its history has no steps, so the highest layers have no size, and get the
 * rest of the total.
 * @param digests of the layers, the lowest first
 * @param steps sizes from the history in bytes, the oldest first; steps that only set something have none
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
