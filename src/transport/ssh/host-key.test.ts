import ssh2 from 'ssh2';
import { expect, it } from 'vitest';
import { describeHostKey, hostKeyAlgorithms } from './host-key';

const blobOf = (publicKey: string) => Buffer.from(publicKey.split(' ')[1] ?? '', 'base64');

it('describes a key as ssh-keygen does', () => {
  // ssh-keygen -lf, for GitHub's published Ed25519 key
  const github = blobOf('ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl');
  expect(describeHostKey(github)).toEqual({
    key: github.toString('base64'),
    type: 'ssh-ed25519',
    fingerprint: 'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
  });
});

it('asks for the pinned type first', () => {
  const rsa = blobOf(ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).public);
  expect(hostKeyAlgorithms(rsa.toString('base64')).slice(0, 3)).toEqual([
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-ed25519',
  ]);
  expect(hostKeyAlgorithms(null)[0]).toBe('ssh-ed25519');
});
