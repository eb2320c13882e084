import { describe, expect, it } from 'vitest';
import { keptReleases } from './kept';

/** Newest first; the capital is the current one. */
function kept(digests: string, images: number): string {
  const releases = [...digests].map((letter, index) => ({
    id: digests.length - index,
    digest: letter.toLowerCase(),
    isCurrent: letter !== letter.toLowerCase(),
  }));
  return keptReleases(releases, images)
    .map(({ id }) => digests[digests.length - id])
    .join('');
}

describe('the releases that are kept', () => {
  it('are the current one and those of the newest other images', () => {
    expect(kept('Dcba', 2)).toBe('Dcb');
    expect(kept('Dcba', 0)).toBe('D');
    expect(kept('dcBa', 1)).toBe('dB');
  });

  it('are at most three of each image, beside the current one', () => {
    expect(kept('Aaaaab', 1)).toBe('Aaab');
    expect(kept('bbbbA', 1)).toBe('bbbA');
    expect(kept('aaaA', 0)).toBe('aaaA');
  });

  it('are none while nothing was released', () => expect(kept('', 2)).toBe(''));
});
