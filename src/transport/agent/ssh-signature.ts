import { createPublicKey, type JsonWebKey, type KeyObject, verify } from 'node:crypto';
import { WireReader } from './ssh-wire';

/** Curves of RFC 5656: name in the key type → name in a JWK, hash, bytes of a coordinate. */
const CURVES: Record<string, { crv: string; hash: string; size: number } | undefined> = {
  nistp256: { crv: 'P-256', hash: 'sha256', size: 32 },
  nistp384: { crv: 'P-384', hash: 'sha384', size: 48 },
  nistp521: { crv: 'P-521', hash: 'sha512', size: 66 },
};

/**
 * Whether a signature blob is one of this public key over the data. Blobs come from a machine: for any content the
 * answer is true or false. Certificates and hardware keys are not supported.
 * @param keyBlob public key in the format of RFC 4253, 6.6
 * @param signature algorithm name and signature, as two strings
 */
export function verifiesSignature(keyBlob: Buffer, signature: Buffer, data: Buffer): boolean {
  try {
    const key = new WireReader(keyBlob);
    const type = key.name();
    const parts = new WireReader(signature);
    const algorithm = parts.name();
    const bytes = parts.string();
    parts.end();
    if (type === 'ssh-ed25519') return type === algorithm && verifyEd25519(key, bytes, data);
    if (type === 'ssh-rsa') return verifyRsa(key, algorithm, bytes, data);
    return type === algorithm && verifyEcdsa(key, type, bytes, data);
  } catch {
    return false; // malformed message, or a key that OpenSSL refuses
  }
}

function publicKey(jwk: JsonWebKey): KeyObject {
  return createPublicKey({ key: jwk, format: 'jwk' });
}

const base64 = (bytes: Buffer) => bytes.toString('base64url');

function verifyEd25519(key: WireReader, signature: Buffer, data: Buffer): boolean {
  const x = key.string();
  key.end();
  return verify(null, data, publicKey({ kty: 'OKP', crv: 'Ed25519', x: base64(x) }), signature);
}

function verifyRsa(key: WireReader, algorithm: string, signature: Buffer, data: Buffer): boolean {
  const hash = { 'rsa-sha2-256': 'sha256', 'rsa-sha2-512': 'sha512' }[algorithm];
  const e = key.string();
  const n = key.string();
  key.end();
  if (hash === undefined) return false; // SHA-1 is not trusted
  return verify(hash, data, publicKey({ kty: 'RSA', n: base64(n), e: base64(e) }), signature);
}

function verifyEcdsa(key: WireReader, type: string, signature: Buffer, data: Buffer): boolean {
  const name = key.name();
  const point = key.string();
  key.end();
  const curve = CURVES[name];
  if (!curve || type !== `ecdsa-sha2-${name}` || point.length !== 2 * curve.size + 1 || point[0] !== 4)
    return false;
  const x = base64(point.subarray(1, 1 + curve.size));
  const y = base64(point.subarray(1 + curve.size));
  const numbers = new WireReader(signature);
  const ieee = Buffer.concat([fixed(numbers.string(), curve.size), fixed(numbers.string(), curve.size)]);
  numbers.end();
  const object = publicKey({ kty: 'EC', crv: curve.crv, x, y });
  return verify(curve.hash, data, { key: object, dsaEncoding: 'ieee-p1363' }, ieee);
}

/** Write an mpint in a fixed number of bytes. */
function fixed(number: Buffer, size: number): Buffer {
  const digits = number.length > size ? number.subarray(number.length - size) : number;
  return Buffer.concat([Buffer.alloc(size - digits.length), digits]);
}
