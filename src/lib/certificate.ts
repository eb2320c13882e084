import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import 'reflect-metadata'; // the next import needs it
import * as x509 from '@peculiar/x509';
import { Secret } from '../domain/secret';

/** A certificate with its key, both as PEM. */
export interface CertificateWithKey {
  certificate: string;
  key: Secret;
  expiresAt: Date;
}

/** Validity period of a new certificate. */
interface Validity {
  now: Date;
  days: number;
}

const DAY_MS = 86_400_000;
/** Tolerance for clients whose clock is late. */
const LATE_CLOCK_MS = 3_600_000;
const keyAlgorithm = { name: 'ECDSA', namedCurve: 'P-256' };
const signingAlgorithm = { ...keyAlgorithm, hash: 'SHA-256' };

/** Create a certificate authority that issues server certificates but no further authorities. */
export async function createAuthority(name: string, validity: Validity): Promise<CertificateWithKey> {
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm,
    ...timesOf(validity),
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return withKey(certificate, keys);
}

/**
 * Issue a server certificate.
 * @param names host names and addresses by which clients reach it; the first is the subject
 */
export async function issueCertificate(
  authority: Pick<CertificateWithKey, 'certificate' | 'key'>,
  names: readonly [string, ...string[]],
  validity: Validity,
): Promise<CertificateWithKey> {
  const issuer = new x509.X509Certificate(authority.certificate);
  const [keyBytes] = x509.PemConverter.decode(authority.key.reveal());
  if (!keyBytes) throw new Error('The private key of the certificate authority is not in PEM format.');
  const signingKey = await webcrypto.subtle.importKey('pkcs8', keyBytes, keyAlgorithm, false, ['sign']);
  const keys = await newKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    subject: [{ CN: [names[0]] }],
    issuer: issuer.subjectName,
    publicKey: keys.publicKey,
    signingKey,
    signingAlgorithm,
    ...timesOf(validity),
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([x509.ExtendedKeyUsage.serverAuth]),
      new x509.SubjectAlternativeNameExtension(
        names.map((value) => ({ type: isIP(value) ? ('ip' as const) : ('dns' as const), value })),
      ),
      await x509.AuthorityKeyIdentifierExtension.create(issuer.publicKey),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return withKey(certificate, keys);
}

function newKeys(): Promise<CryptoKeyPair> {
  return webcrypto.subtle.generateKey(keyAlgorithm, true, ['sign', 'verify']);
}

function timesOf({ now, days }: Validity) {
  return {
    notBefore: new Date(now.getTime() - LATE_CLOCK_MS),
    notAfter: new Date(now.getTime() + days * DAY_MS),
  };
}

async function withKey(certificate: x509.X509Certificate, keys: CryptoKeyPair): Promise<CertificateWithKey> {
  const key = await webcrypto.subtle.exportKey('pkcs8', keys.privateKey);
  return {
    certificate: `${certificate.toString('pem')}\n`,
    key: new Secret(`${x509.PemConverter.encode(key, 'PRIVATE KEY')}\n`),
    expiresAt: certificate.notAfter,
  };
}
