import { generateKeyPairSync } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { Secret } from '../domain/secret';
import { type CertificateWithKey, createAuthority, issueCertificate } from './certificate';
import { readChain } from './certificate-chain';

const now = new Date();
const later = (days: number) => new Date(now.getTime() + days * 86_400_000);
let authority: CertificateWithKey;
let other: CertificateWithKey;
let leaf: CertificateWithKey;
beforeAll(async () => {
  authority = await createAuthority('Lab authority', { now, days: 30 });
  other = await createAuthority('Another', { now, days: 30 });
  leaf = await issueCertificate(authority, ['shop.example', '*.Shop.example', '192.0.2.1'], {
    now,
    days: 10,
  });
});

const read = (pem: string, key = leaf.key, at = now) => readChain(pem, key, at);
const rsa = (bits: number) =>
  new Secret(
    generateKeyPairSync('rsa', {
      modulusLength: bits,
      publicKeyEncoding: { type: 'spki', format: 'pem' },
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    }).privateKey,
  );

describe('an uploaded chain', () => {
  it('says its names and its end, and is kept without what is beside it', () => {
    const outcome = read(`Bag attributes\n${leaf.certificate}# next\n${authority.certificate}`);
    expect(outcome).toMatchObject({
      ok: true,
      facts: { names: ['shop.example', '*.shop.example'], issuer: 'Lab authority' },
    });
    if (!outcome.ok) return;
    expect(outcome.facts.chain).toBe(leaf.certificate + authority.certificate);
    expect(outcome.facts.expiresAt.getTime()).toBeCloseTo(leaf.expiresAt.getTime(), -4);
  });

  it('is refused with its reason', async () => {
    const nameless = await issueCertificate(authority, ['192.0.2.1'], { now, days: 1 });
    const broken = leaf.certificate.replace(/\n[\w+/]{10}/, '\nAAAAAAAAAA');
    const words = (outcome: ReturnType<typeof read>) =>
      outcome.ok ? 'taken' : `${outcome.field}: ${outcome.message}`;
    const cases: [ReturnType<typeof read>, RegExp][] = [
      [read('text'), /^certificate: Must be PEM/],
      [read(broken), /^certificate: Contains something/],
      [read(leaf.certificate.repeat(11)), /more than 10/],
      [read(leaf.certificate, new Secret('text')), /^private_key: Must be a PEM private key/],
      [read(leaf.certificate, other.key), /^private_key: Does not belong to/],
      [read(authority.certificate + leaf.certificate), /^private_key: Does not belong to/],
      [read(leaf.certificate, rsa(2048)), /^private_key: Does not belong to/],
      [read(leaf.certificate + other.certificate), /^certificate: Certificate 2 of the chain did not issue/],
      [read(leaf.certificate, leaf.key, later(11)), /^certificate: The certificate expired on/],
      [read(leaf.certificate, leaf.key, later(-2)), /not valid before/],
      [read(nameless.certificate, nameless.key), /has no host name/],
    ];
    for (const [outcome, expected] of cases) expect(words(outcome)).toMatch(expected);
  });
});
