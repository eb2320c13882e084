import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const folders = readdirSync(new URL('.', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

describe.each(folders)('src/%s', (folder) => {
  it('says in at most 20 lines what it is for', () => {
    const page = new URL(`${folder}/README.md`, import.meta.url);
    expect(existsSync(page)).toBe(true);
    expect(readFileSync(page, 'utf8').trimEnd().split('\n').length).toBeLessThanOrEqual(20);
  });
});
