import { describe, expect, it } from 'vitest';
import { parseGitRepository } from './git-repository';
import { resolveSubmoduleUrl } from './submodule-url';

const resolve = (holder: string, url: string) => resolveSubmoduleUrl(parseGitRepository(holder)!, url)?.url;

describe('the URL of a submodule', () => {
  it.each([
    ['https://host/group/app.git', '../lib.git', 'https://host/group/lib.git'],
    ['https://host:8443/group/app.git/', '../lib.git', 'https://host:8443/group/lib.git'],
    ['https://host/a/b/app', '../../x/lib', 'https://host/a/x/lib'],
    ['https://host/group/app.git', './lib.git', 'https://host/group/app.git/lib.git'],
    ['group/app', '../lib', 'https://github.com/group/lib'],
    ['git@host:group/app.git', '../lib.git', 'git@host:group/lib.git'],
    ['git@host:app.git', '../lib.git', 'git@host:lib.git'],
    ['git@host:/srv/app.git', '../lib.git', 'git@host:/srv/lib.git'],
    ['git@host:2222/group/app.git', '../lib.git', 'ssh://git@host:2222/group/lib.git'],
    ['ssh://git@host:2222/group/app.git', '../../other/lib.git', 'ssh://git@host:2222/other/lib.git'],
    ['https://host/app', 'https://other/lib.git', 'https://other/lib.git'],
    ['https://host/app', 'git@other:22/lib.git', 'ssh://git@other:22/lib.git'],
  ])('of %s: %s is %s', (holder, url, expected) => expect(resolve(holder, url)).toBe(expected));

  it.each([
    ['https://host/app', '../../lib'],
    ['https://host/group/app', '../../../other/lib'],
    ['git@host:app', '../../lib'],
    ['https://host/app', '..'],
    ['https://host/app', '../'],
    ['https://host/app', '../-x'],
    ['https://host/app', '../a b'],
    ['https://host/app', '/srv/lib'],
    ['https://host/app', 'folder/lib'],
    ['https://host/app', 'file:///etc'],
    ['https://host/app', 'ext::sh -c id'],
    ['https://host/app', '-u x'],
    ['https://host/app', 'https://user:pass@host/x'],
    ['https://host/app', ''],
  ])('of %s: %s is refused', (holder, url) => expect(resolve(holder, url)).toBeUndefined());
});
