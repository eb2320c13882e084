import { describe, expect, it } from 'vitest';
import { fullNamesAt } from './full-name';
import { parseGitRepository } from './git-repository';
import { closeness, pathsOf, repositoryPaths } from './repository-paths';

describe('a list of groups and repositories', () => {
  it.each(['acme', 'acme/web', 'acme, tools/cli', '/acme/ ,b'])('can be %s', (text) => {
    expect(repositoryPaths.safeParse(text).success).toBe(true);
  });

  it.each(['', 'acme,', 'acme//web', 'acme web', 'https://gitlab.com/acme', 'a\nb'])(
    'cannot be %j',
    (text) => {
      expect(repositoryPaths.safeParse(text).success).toBe(false);
    },
  );

  it('names what is at or below its paths, the longest of them', () => {
    const paths = pathsOf('Acme, acme/web/, tools/cli');
    expect(closeness(paths, 'acme/web')).toBe('acme/web'.length);
    expect(closeness(paths, 'ACME/other')).toBe('acme'.length);
    expect(closeness(paths, 'acme-2/web')).toBeNull();
    expect(closeness(paths, 'tools/cli-2')).toBeNull();
    expect(closeness(pathsOf(null), 'any/thing')).toBe(0);
  });
});

describe('the full name of a repository', () => {
  const gitlab = { htmlUrl: 'https://gitlab.com', sshHost: null };
  const ofFolder = { htmlUrl: 'https://code.example.com:8443/gitlab', sshHost: null };
  const ofName = { htmlUrl: 'https://code.example.com', sshHost: 'SSH.example.com' };
  it.each([
    [gitlab, 'https://gitlab.com/group/sub/project.git', 'group/sub/project'],
    [gitlab, 'git@gitlab.com:group/project.git', 'group/project'],
    [gitlab, 'ssh://git@altssh.gitlab.com:443/group/project.git', 'group/project'],
    [gitlab, 'https://gitlab.com:8443/group/project', null],
    [gitlab, 'https://gitlab.com.example.org/group/project', null],
    [gitlab, 'group/project', null],
    [{ ...gitlab, htmlUrl: 'https://github.com' }, 'group/project', 'group/project'],
    [ofFolder, 'https://code.example.com:8443/gitlab/group/project.git', 'group/project'],
    [ofFolder, 'https://code.example.com:8443/gitlabs/group/project.git', null],
    [ofFolder, 'ssh://git@code.example.com:2222/group/project.git', 'group/project'],
    [ofName, 'git@ssh.example.com:group/project', 'group/project'],
    [ofName, 'git@code.example.com:group/project', null],
    [ofName, 'https://code.example.com/group/project', 'group/project'],
    [{ htmlUrl: 'http://[2001:db8::1]:3000', sshHost: null }, 'http://[2001:DB8:0::1]:3000/a/b', 'a/b'],
    [{ ...ofName, sshHost: '192.0.2.7' }, 'ssh://git@192.0.2.7:2222/a/b.git', 'a/b'],
  ])('%o: %s is %s', (place, address, expected) => {
    const repository = parseGitRepository(address);
    expect(repository && fullNamesAt(place)(repository)).toBe(expected);
  });
});
