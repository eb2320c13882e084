import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { privateKeyText } from './private-key-text';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const spki = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const ecparam = execFileSync('openssl', ['ecparam', '-name', 'prime256v1', '-genkey'], { encoding: 'utf8' });
const sec1 = ecparam.slice(ecparam.indexOf('-----BEGIN EC PRIVATE'));
const messageOf = (text: string) => privateKeyText.safeParse(text).error?.issues[0]?.message;

describe('a private key', () => {
  it('as openssl ecparam writes it is read without its parameters', () => {
    expect(ecparam).toContain('BEGIN EC PARAMETERS');
    expect(privateKeyText.parse(ecparam)).toBe(sec1);
  });

  it.each([
    ['line ends of Windows', pem.replaceAll('\n', '\r\n')],
    ['line ends of old Macs', pem.replaceAll('\n', '\r')],
    ['\\n as text', pem.replaceAll('\n', '\\n')],
    ['\\r\\n as text', pem.replaceAll('\n', '\\r\\n')],
    ['quotes around it', `"${pem.trim()}"`],
    ['quotes and \\n as text', `'${pem.trim().replaceAll('\n', '\\n')}'`],
    ['white space around it', ` \t\n${pem}\n\n `],
    ['indented lines', pem.replaceAll('\n', '\n    ')],
    ['its lines joined by spaces', pem.trim().replaceAll('\n', ' ')],
    ['a byte order mark', `\uFEFF${pem}`],
    ['base64 of it', Buffer.from(pem).toString('base64')],
    ['base64 of it in lines', Buffer.from(pem).toString('base64').replace(/.{60}/g, '$&\n')],
    ['base64 of Windows lines', Buffer.from(pem.replaceAll('\n', '\r\n')).toString('base64')],
  ])('with %s is repaired', (_name, text) => expect(privateKeyText.parse(text)).toBe(pem));

  it.each([
    ['a public key of OpenSSH', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5 me@here', /public key.*without ".pub"/],
    ['a public key in PEM', spki, /public key/],
    ['base64 of a public key', Buffer.from(spki).toString('base64'), /public key/],
    ['a PuTTY key', 'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none', /puttygen/],
    [
      'a certificate',
      '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----',
      /certificate\. Paste the private/,
    ],
    ['a certificate of OpenSSH', 'ssh-ed25519-cert-v01@openssh.com AAAAIHNz', /certificate/],
    ['a request', '-----BEGIN CERTIFICATE REQUEST-----\nAAAA\n-----END CERTIFICATE REQUEST-----', /request/],
    [
      'an encrypted key',
      '-----BEGIN ENCRYPTED PRIVATE KEY-----\nAAAA\n-----END ENCRYPTED PRIVATE KEY-----',
      /passphrase/,
    ],
    [
      'an old encrypted key',
      '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,AA\n\nAAAA\n-----END RSA PRIVATE KEY-----',
      /passphrase/,
    ],
    ['a DSA key', '-----BEGIN DSA PRIVATE KEY-----\nAAAA\n-----END DSA PRIVATE KEY-----', /DSA/],
    ['two keys', `${pem}${pem}`, /one private key/],
    ['a key and something behind it', `${pem}x`, /one private key/],
    ['parameters alone', ecparam.slice(0, ecparam.indexOf('-----BEGIN EC PRIVATE')), /one private key/],
    ['nothing', '', /one private key/],
    ['noise', 'hello', /one private key/],
  ])('is told from %s', (_name, text, message) => expect(messageOf(text)).toMatch(message));
});
