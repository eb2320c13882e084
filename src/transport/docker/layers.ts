import type { ImageLayer } from './api';

/**
 * Give each layer of an image its size. Docker tells the sizes of steps, of which those that only set something have no
 * layer, and of a base that was imported there is no step. So they are matched from the top, and what is left over is of the
 * lowest layer.
 * @param digests of the layers, the lowest first
 * @param steps bytes that each step added, the oldest first
 * @param bytes of the whole image
 */
export function sizedLayers(
  digests: readonly string[],
  steps: readonly number[],
  bytes: number,
): ImageLayer[] {
  const sizes = steps.filter((size) => size > 0);
  const layers = digests
    .toReversed()
    .map((digest, index) => ({ digest, sizeBytes: sizes[sizes.length - 1 - index] ?? 0 }))
    .toReversed();
  const [lowest, ...others] = layers;
  if (!lowest) return [];
  const above = others.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return [{ ...lowest, sizeBytes: Math.max(0, bytes - above) }, ...others];
}
