import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { hostLines, keysOf, knownHostsFile, knownHostsName } from './known-hosts';

const [github = '', ecdsa = ''] = hostLines(knownHostsFile([]), 'github.com').map((line) =>
  line.slice('github.com '.length),
);

/** Host keys as the providers publish them. */
const published: Record<string, string[]> = {
  'github.com': [
    'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
    'SHA256:p2QAMXNIC1TJYWeIOttrVc98/R1BUFWu3/LiyKgUfQM',
    'SHA256:uNiVztksCsDhcc0u9e8BujQXVUpKZIDTMczCvj3tD2s',
  ],
  'gitlab.com': [
    'SHA256:eUXGGm1YGsMAS7vkcx6JOJdOGHPem5gQp4taiCfCLB8',
    'SHA256:HbW3g8zUjNSksFbqTiUWPWg2Bq1x8xdGUrliXFzSnUw',
    'SHA256:ROQFvPThGrW4RuWLoL9tq9I9zJ42fK4XywyRtbOz/EQ',
  ],
  'bitbucket.org': [
    'SHA256:ybgmFkzwOSotHTHLJgHO0QN8L0xErw6vd0VhFA9m3SM',
    'SHA256:FC73VB6C4OQLSCrjEayhMp9UMxS97caD/Yyi2bhW/J0',
    'SHA256:46OSHA1Rmj8E8ERTC6xkNcmGOw9oFxYr0WF6zWW8l1E',
  ],
  'codeberg.org': [
    'SHA256:mIlxA9k46MmM6qdJOdMnAQpzGxF4WIVVL+fj+wZbw0g',
    'SHA256:T9FYDEHELhVkulEKKwge5aVhVTbqCW0MIRwAfpARs/E',
    'SHA256:6QQmYi4ppFS4/+zSZ5S4IU+4sa6rwvQ4PbhCtPEBekQ',
  ],
};

it.each(Object.entries(published))('the keys of %s are the published ones', (host, fingerprints) => {
  const fingerprint = (key: string) =>
    `SHA256:${createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64').replace(/=+$/, '')}`;
  expect(keysOf(hostLines(knownHostsFile([]), host)).map(fingerprint)).toEqual(fingerprints);
});

it.each([
  ['git@github.com:a/b', 'github.com'],
  ['ssh://git@Host:22/a', 'host'],
  ['ssh://git@host:2222/a', '[host]:2222'],
  ['git@host:2222/a', '[host]:2222'],
  ['ssh://git@[2001:db8::1]:2222/a', '[2001:db8::1]:2222'],
  ['https://github.com/a/b', null],
  ['a/b', null],
])('the host of %s is called %s', (url, name) => expect(knownHostsName(url)).toBe(name));

describe('known_hosts of a server', () => {
  it('gives the lines of the repository alone', () => {
    const text = [
      `git.example ${github}`,
      `github.com ${ecdsa}`,
      `[git.example]:22 ${ecdsa}`,
      `git.example ${ecdsa}`,
    ].join('\n');
    expect(hostLines(text, 'git.example')).toEqual([`git.example ${github}`, `git.example ${ecdsa}`]);
  });

  it.each([
    ['a pattern', `* ${github}`],
    ['a pattern of the host', `git.* ${github}`],
    ['a list of names', `git.example,github.com ${github}`],
    ['a negated name', `!git.example ${github}`],
    ['a certificate authority', `@cert-authority git.example ${github}`],
    ['a revoked key', `@revoked git.example ${github}`],
    ['a hashed name', `|1|JfKTdBh7rNbXkVAQCRp4OQoPfmI=|USECr3SWf1JUPsms5AqfD5QfxkM= ${github}`],
    ['a comment behind the key', `git.example ${github} comment`],
    ['options', `git.example no-pty ${github}`],
    ['a certificate', `git.example ssh-ed25519-cert-v01@openssh.com ${github.split(' ')[1]}`],
    ['a DSA key', `git.example ssh-dss ${github.split(' ')[1]}`],
    ['a key of another type than it says', `git.example ssh-rsa ${github.split(' ')[1]}`],
    ['half a key', `git.example ${github.slice(0, -8)}`],
    ['a key and more', `git.example ssh-ed25519 ${github.split(' ')[1]}AAAA`],
    ['no base64', 'git.example ssh-ed25519 ?'],
    ['nothing', ''],
  ])('is not believed for %s', (_name, line) => {
    expect(hostLines(`${line}\n`, 'git.example')).toEqual([]);
  });

  it('gives one key of each type', () => {
    const text = `git.example ${github}\n`.repeat(1000);
    expect(hostLines(text, 'git.example')).toHaveLength(1);
  });
});

it('keeps no pin of a well-known host, and none that is not a plain line of its host', () => {
  const pins = [
    { host: 'github.com', line: `github.com ${ecdsa}`.replace('AAAA', 'AAAB') },
    { host: 'git.example', line: `git.example ${github}` },
    { host: 'old.example', line: `old.example,* ${github}` },
    { host: 'other.example', line: `*.example ${github}` },
  ];
  const file = knownHostsFile(pins);
  expect(file.replace(knownHostsFile([]), '')).toBe(`git.example ${github}\n`);
});
