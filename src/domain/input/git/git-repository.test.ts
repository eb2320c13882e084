import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gitRepository, parseGitRepository, repositoryName } from './git-repository';

describe('parseGitRepository (hostile-inputs row 4)', () => {
  it.each([
    ['https://github.com/org/repo', { transport: 'https', host: 'github.com', port: null }],
    ['https://Git.Example:8443/a/b.git', { transport: 'https', host: 'git.example', port: 8443 }],
    ['http://10.0.0.2/demo.git', { transport: 'http', host: '10.0.0.2' }],
    [
      'ssh://git@10.213.1.2:2222/srv/git/demo.git',
      { transport: 'ssh', host: '10.213.1.2', port: 2222, user: 'git' },
    ],
    [
      'git@github.com:org/repo.git',
      { transport: 'ssh', host: 'github.com', user: 'git', path: 'org/repo.git' },
    ],
    [
      'git@host:2222/group/repo.git',
      {
        transport: 'ssh',
        host: 'host',
        port: 2222,
        user: 'git',
        path: 'group/repo.git',
        url: 'ssh://git@host:2222/group/repo.git',
      },
    ],
    ['deploy@10.0.0.2:22/x', { port: 22, path: 'x', url: 'ssh://deploy@10.0.0.2:22/x' }],
    ['git@host:2222x/repo.git', { port: null, path: '2222x/repo.git', url: 'git@host:2222x/repo.git' }],
    ['git@host:/2222/repo.git', { port: null, path: '/2222/repo.git' }],
    ['https://[2001:db8::1]/repo', { transport: 'https', host: '2001:db8::1' }],
    ['org/repo', { transport: 'https', host: 'github.com', url: 'https://github.com/org/repo' }],
  ])('reads %s', (text, expected) => expect(parseGitRepository(text)).toMatchObject(expected));

  it.each([
    'ext::sh -c id',
    'file:///etc',
    'git://host/repo',
    'ftp://host/repo',
    '--upload-pack=id',
    'https://-oProxy/x',
    'ssh://-oProxyCommand=id/x',
    'ssh://git@-host/x',
    '-x@host:path',
    'git@host:-path',
    'git@host:0/repo',
    'git@host:65536/repo',
    'git@host:2222',
    'git@host:2222/',
    'git@host:2222/-x',
    'git@host:2222/../x',
    'git@-oProxyCommand=id:22/x',
    'git@host:--x',
    'https://host/-x',
    'https://user:pass@host/repo',
    'https://token@github.com/org/repo',
    'https://host',
    'https://host/',
    'https://host/a b',
    'https://host/a;id',
    'https://host/$(id)',
    'https://host/a?b',
    'https://host/a#b',
    'https://host/../x',
    'ssh://host/x',
    'https://host:0/x',
    'https://host:99999/x',
    'https://127.1/x',
    'https://0x7f000001/x',
    'https://2130706433/x',
    'org',
    'org/repo/more/../..',
    '-org/repo',
    'org/-repo',
    '',
    'https://host/a\nb',
    'git@host:a\u0000b',
    '../repo',
  ])('refuses %j', (text) => expect(parseGitRepository(text)).toBeNull());

  it('accepts nothing that git could read as an option or another transport', () => {
    const part = fc.string({ unit: fc.constantFrom(...'ab:/@-.$;`~ \\\n%?#'.split('')), maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom('', 'https://', 'ssh://git@', 'git@', 'ext::'), part, (start, rest) => {
        const parsed = parseGitRepository(start + rest);
        if (!parsed) return;
        expect(parsed.url).toMatch(/^(https:\/\/|http:\/\/|ssh:\/\/|[A-Za-z0-9._][A-Za-z0-9._-]*@)/);
        expect(parsed.host.startsWith('-')).toBe(false);
        expect(parsed.path).not.toMatch(/(^|\/)-|[\s;$`\\]/);
      }),
      { numRuns: 3000 },
    );
  });

  it('keeps what was sent', () => expect(gitRepository.parse('org/repo')).toBe('org/repo'));
  it('names an application after it', () => {
    expect(repositoryName(parseGitRepository('https://host/a/my-app.git/')!)).toBe('my-app');
  });
});
