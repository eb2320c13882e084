import { afterEach, describe, expect, it, vi } from 'vitest';
import { requireKnownScripts } from './known-scripts';
import { twins } from './twins';

afterEach(() => vi.restoreAllMocks());

describe('the scripts of the library', () => {
  it('are all known', () => expect(requireKnownScripts()).resolves.toBeUndefined());

  it.each([...twins.keys()])('end the start when %s is another one', async (sha) => {
    vi.spyOn(twins, 'has').mockImplementation((known) => known !== sha);
    await expect(requireKnownScripts()).rejects.toThrow(sha);
  });
});
