import { describe, expect, it } from 'vitest';
import { freeSlug, slugOf } from './slug';

describe('slugOf', () => {
  const cases = [
    ['Acme Corp.', 'acme-corp'],
    ['Zoë & Söhne', 'zoe-sohne'],
    ['  --  ', 'organization'],
    ['東京', 'organization'],
    [`${'a'.repeat(39)} b`, 'a'.repeat(39)],
  ] as const;
  for (const [name, slug] of cases) it(`${name} → ${slug}`, () => expect(slugOf(name)).toBe(slug));
});

describe('freeSlug', () => {
  it('counts on from what is taken', () => {
    expect(freeSlug('acme', new Set())).toBe('acme');
    expect(freeSlug('acme', new Set(['acme', 'acme-2', 'acme-4']))).toBe('acme-3');
  });
});
