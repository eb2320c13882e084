import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import type { Secret } from '../domain/secret';

/** Content of a certificate chain. */
export interface CertificateFacts {
  /** PEM, the leaf certificate first, with nothing else. */
  chain: string;
  /** Host names in lower case, with an optional `*.` prefix. */
  names: string[];
  issuer: string;
  fingerprint: string;
  expiresAt: Date;
}

export type ChainOutcome =
  | { ok: true; facts: CertificateFacts }
  | { ok: false; field: 'certificate' | 'private_key'; message: string };

const MAX_CERTIFICATES = 10;
const MIN_RSA_BITS = 2048;
const blocks = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g;
const hostName = /^(?:\*\.)?(?:[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{2,63}$/;

/** Read a certificate with its chain, and check that the key matches and that it is valid now. */
export function readChain(pem: string, privateKey: Secret, now: Date): ChainOutcome {
  const certificates = parse(pem);
  if (typeof certificates === 'string') return refused('certificate', certificates);
  const [leaf, ...issuers] = certificates;
  if (!leaf)
    return refused('certificate', 'Must be PEM certificates, starting with the domain’s certificate.');
  const key = parseKey(privateKey);
  if (key === null) return refused('private_key', 'Must be a PEM private key without a passphrase.');
  if (!leaf.checkPrivateKey(key)) return refused('private_key', 'Does not belong to the first certificate.');
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = key;
  if (type !== 'ec' && type !== 'rsa') return refused('private_key', 'Must be an RSA or EC key.');
  if (type === 'rsa' && (details?.modulusLength ?? 0) < MIN_RSA_BITS)
    return refused('private_key', `An RSA key must have at least ${MIN_RSA_BITS} bits.`);
  const problem = timeProblem(certificates, now) ?? orderProblem([leaf, ...issuers]);
  if (problem !== null) return refused('certificate', problem);
  const names = namesOf(leaf);
  if (names.length === 0)
    return refused('certificate', 'The first certificate has no host name (subjectAltName).');
  return {
    ok: true,
    facts: {
      chain: certificates.map((each) => each.toString()).join(''),
      names,
      issuer: issuerOf(leaf),
      fingerprint: leaf.fingerprint256,
      expiresAt: new Date(leaf.validTo),
    },
  };
}

function refused(field: 'certificate' | 'private_key', message: string): ChainOutcome {
  return { ok: false, field, message };
}

/** @returns the certificates, or why they cannot be read */
function parse(pem: string): X509Certificate[] | string {
  const found = pem.match(blocks) ?? [];
  if (found.length > MAX_CERTIFICATES) return `Must not have more than ${MAX_CERTIFICATES} certificates.`;
  try {
    return found.map((block) => new X509Certificate(block));
  } catch {
    return 'Contains something other than certificates.'; // OpenSSL's message names no position
  }
}

function parseKey(pem: Secret): KeyObject | null {
  try {
    return createPrivateKey(pem.reveal());
  } catch {
    return null; // OpenSSL's message does not help the reader
  }
}

function timeProblem(certificates: readonly X509Certificate[], now: Date): string | null {
  for (const [index, { validFrom, validTo }] of certificates.entries()) {
    const which = index === 0 ? 'The certificate' : `Certificate ${index + 1} of the chain`;
    if (new Date(validTo) <= now) return `${which} expired on ${new Date(validTo).toISOString()}.`;
    if (new Date(validFrom) > now)
      return `${which} is not valid before ${new Date(validFrom).toISOString()}.`;
  }
  return null;
}

/** Check that each certificate is signed by the next one. */
function orderProblem(certificates: readonly X509Certificate[]): string | null {
  for (const [index, issuer] of certificates.slice(1).entries()) {
    const issued = certificates[index];
    if (!issued?.checkIssued(issuer) || !issued.verify(issuer.publicKey))
      return `Certificate ${index + 2} of the chain did not issue the one before it.`;
  }
  return null;
}

function namesOf({ subjectAltName = '' }: X509Certificate): string[] {
  const names = subjectAltName
    .split(', ')
    .flatMap((entry) => (entry.startsWith('DNS:') ? [entry.slice(4).toLowerCase()] : []));
  return [...new Set(names.filter((name) => hostName.test(name)))];
}

function issuerOf({ issuer }: X509Certificate): string {
  const parts = issuer
    .split('\n')
    .flatMap((line) => (/^(?:O|CN)=/.test(line) ? [line.replace(/^\w+=/, '')] : []));
  return [...new Set(parts)].join(' ').slice(0, 255) || 'Unknown';
}
