import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { generateSshKey, parseSshKey } from './ssh-key';

const rsa = (bits: number) => generateKeyPairSync('rsa', { modulusLength: bits }).privateKey;
const ec = (namedCurve: string) => generateKeyPairSync('ec', { namedCurve }).privateKey;
const pem = (text: string | Buffer) => new Secret(text.toString());

describe('parseSshKey', () => {
  const accepted = {
    'RSA in PKCS#1': rsa(2048).export({ type: 'pkcs1', format: 'pem' }),
    'RSA in PKCS#8': rsa(3072).export({ type: 'pkcs8', format: 'pem' }),
    'ECDSA P-256 in SEC 1': ec('P-256').export({ type: 'sec1', format: 'pem' }),
    'ECDSA P-521 in PKCS#8': ec('P-521').export({ type: 'pkcs8', format: 'pem' }),
    'Ed25519 in PKCS#8': generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }),
    'Ed25519 in OpenSSH format': generateSshKey().privateKey.reveal(),
  };
  it.each(Object.entries(accepted))('reads %s and encodes it again, to the same key each time', (_, text) => {
    const key = parseSshKey(pem(text));
    expect(key.privateKey.reveal()).toMatch(/^-----BEGIN OPENSSH PRIVATE KEY-----\n/);
    expect(key.publicKey).toMatch(/^(ssh-rsa|ssh-ed25519|ecdsa-sha2-nistp\d+) [A-Za-z0-9+/=]+$/);
    expect(key.fingerprint).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    const again = parseSshKey(key.privateKey);
    expect([again.publicKey, again.fingerprint]).toEqual([key.publicKey, key.fingerprint]);
  });

  const extended = (text: string | Buffer, bytes: Buffer) => {
    const [, begin = '', body = '', end = ''] =
      /^(-----BEGIN.*?-----\n)(.*)(\n-----END.*)$/s.exec(text.toString().trim()) ?? [];
    return pem(begin + Buffer.concat([Buffer.from(body, 'base64'), bytes]).toString('base64') + end);
  };
  it.each(Object.entries(accepted))('refuses %s with more behind it in its block', (_, text) => {
    expect(parseSshKey(extended(text, Buffer.alloc(0))).fingerprint).toBe(parseSshKey(pem(text)).fingerprint);
    for (const size of [1, 300])
      expect(() => parseSshKey(extended(text, Buffer.alloc(size, 65)))).toThrow(
        /extra data|not a readable private key/,
      );
  });

  it('refuses a key whose length is at its end, as BER allows', () => {
    const der = ec('P-256').export({ type: 'pkcs8', format: 'der' });
    const content = der.subarray(2 + (der.readUInt8(1) < 0x80 ? 0 : der.readUInt8(1) & 0x7f));
    const ber = Buffer.concat([Buffer.from([0x30, 0x80]), content, Buffer.from([0, 0])]);
    const text = `-----BEGIN PRIVATE KEY-----\n${ber.toString('base64')}\n-----END PRIVATE KEY-----\n`;
    expect(() => parseSshKey(pem(text))).toThrow('not in DER form');
  });

  it.each([
    ['a short RSA key', () => rsa(1024).export({ type: 'pkcs1', format: 'pem' }), /1024 bits/],
    [
      'an unusual curve',
      () => ec('secp256k1').export({ type: 'sec1', format: 'pem' }),
      /curve|cannot be read|not a readable private key/,
    ],
    [
      'a key with a passphrase',
      () => rsa(2048).export({ type: 'pkcs1', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /passphrase/,
    ],
    [
      'an encrypted PKCS#8 key',
      () => rsa(2048).export({ type: 'pkcs8', format: 'pem', cipher: 'aes-256-cbc', passphrase: 'x' }),
      /passphrase|not a readable private key/,
    ],
    [
      'noise',
      () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----',
      /not a readable private key/,
    ],
  ])('refuses %s', (_, text, reason) => {
    expect(() => parseSshKey(pem(text()))).toThrow(reason);
  });
});
