import { describe, expect, it } from 'vitest';
import { forgeOf } from './forge-of';

describe('the forge of a repository', () => {
  it.each([
    ['https://github.com/acme/web', 'github'],
    ['acme/web', 'github'],
    ['git@gitlab.com:acme/web.git', 'gitlab'],
    ['https://gitlab.example.com/acme/web', 'gitlab'],
    ['git@bitbucket.org:acme/web.git', 'bitbucket'],
    ['https://codeberg.org/acme/web', 'gitea'],
    ['https://git.example.com/acme/web', 'github'],
    [null, 'github'],
  ])('%s is %s', (repository, forge) => {
    expect(forgeOf(repository)).toBe(forge);
  });
});
