import { describe, expect, it } from 'vitest';
import { captureFacts } from './capture';

const commit = 'c'.repeat(40);

describe('a commit from git', () => {
  it('is that of the exact ref', () => {
    const stdout = `${'d'.repeat(40)}\trefs/heads/x/refs/heads/main\n${commit}\trefs/heads/main\n`;
    expect(captureFacts({ as: 'ls-remote', ref: 'refs/heads/main' }, stdout)).toEqual({ commit });
  });

  it('is refused when the ref is not there or it is no commit', () => {
    const capture = { as: 'ls-remote', ref: 'refs/heads/main' } as const;
    expect(() => captureFacts(capture, `${commit}\trefs/heads/other\n`)).toThrow('no branch main');
    expect(() => captureFacts(capture, '--evil\trefs/heads/main\n')).toThrow('not a commit');
    expect(() => captureFacts({ as: 'rev-parse' }, 'abc\n')).toThrow('not a commit');
  });
});

describe('a commit message from git', () => {
  it('is one line of text, whatever it holds', () => {
    const stdout = '\u001b[31mAdd\u0000 a\ttitle ünï 🚀\n';
    expect(captureFacts({ as: 'subject' }, stdout)).toEqual({ commitMessage: '[31mAdd a title ünï 🚀' });
    expect(captureFacts({ as: 'subject' }, '🚀'.repeat(600))).toEqual({ commitMessage: '🚀'.repeat(500) });
  });
});
