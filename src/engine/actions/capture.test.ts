import { describe, expect, it } from 'vitest';
import { captureFacts } from './capture';

const commit = 'c'.repeat(40);

describe('a commit from git', () => {
  const other = 'd'.repeat(40);
  const of = (branch: string, ...lines: string[]) =>
    captureFacts({ as: 'ls-remote', branch }, lines.map((line) => `${line}\n`).join(''));

  it('is that of the exact branch', () => {
    const lines = [`${other}\trefs/heads/x/refs/heads/main`, `${other}\trefs/tags/main`];
    expect(of('main', ...lines, `${commit}\trefs/heads/main`)).toEqual({ commit });
  });

  it('is that of the tag of this name, when there is no such branch', () => {
    expect(of('v1.0.0', `${commit}\trefs/tags/v1.0.0`)).toEqual({ commit });
    const annotated = [`${other}\trefs/tags/v1.0.0`, `${commit}\trefs/tags/v1.0.0^{}`];
    expect(of('v1.0.0', ...annotated)).toEqual({ commit });
  });

  it('is refused when there is no such ref or it is no commit', () => {
    expect(() => of('main', `${commit}\trefs/heads/other`)).toThrow('no branch or tag main');
    expect(() => of('main', '--evil\trefs/heads/main')).toThrow('did not return a commit');
    expect(() => captureFacts({ as: 'rev-parse' }, 'abc\n')).toThrow('did not return a commit');
  });
});

describe('host keys from a server', () => {
  it('are those of the repository alone', () => {
    const key = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
    const stdout = `github.com ${key}\n* ${key}\n@cert-authority * ${key}\ngit.example ${key}\n`;
    const capture = { as: 'known-hosts', host: 'git.example' } as const;
    expect(captureFacts(capture, stdout)).toEqual({ knownHosts: `git.example ${key}` });
  });
});

describe('a commit message from git', () => {
  it('is one line of text, whatever it holds', () => {
    const stdout = '\u001b[31mAdd\u0000 a\ttitle ünï 🚀\n';
    expect(captureFacts({ as: 'subject' }, stdout)).toEqual({ commitMessage: '[31mAdd a title ünï 🚀' });
    expect(captureFacts({ as: 'subject' }, '🚀'.repeat(600))).toEqual({ commitMessage: '🚀'.repeat(500) });
  });
});
