import { createHmac, randomBytes } from 'node:crypto';
import type { MagicKind, MagicVariables } from '../../domain/compose/variables';
import { Secret } from '../../domain/secret';
import { base62, randomText } from '../../lib/random';

const lowerAlphanumeric = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Without quotes, backslash, `$` and other characters that shells and variable files interpret. */
const withSymbols = `${base62}!#%()*+,-./:;<=>?@[]^_{|}~`;
const userLength = 16;
const jwtYears = 100;
const JWT_SECRET = 'SERVICE_PASSWORD_JWT';

/**
 * Generate values for the magic variables that have none yet; addresses come from `addressValues`. Stored values never
 * change.
 * @param nameOf name of a service in its network; absent: as in the file
 */
export function createMagicValues(
  { variables }: MagicVariables,
  stored: ReadonlyMap<string, Secret>,
  now: Date,
  nameOf: (service: string) => string = (service) => service,
): Map<string, Secret> {
  const created = new Map<string, Secret>();
  const missing = variables.filter(({ name }) => !stored.has(name));
  for (const { name, value } of missing) {
    const text = value.kind === 'name' ? nameOf(value.service) : randomValue(value);
    if (text !== null) created.set(name, new Secret(text));
  }
  for (const { name, value } of missing) {
    if (value.kind !== 'jwt') continue;
    const secret = stored.get(JWT_SECRET) ?? created.get(JWT_SECRET) ?? new Secret('');
    created.set(name, signToken({ role: value.role }, secret, now));
  }
  return created;
}

function randomValue(value: MagicKind): string | null {
  switch (value.kind) {
    case 'user':
      return randomText(userLength, base62);
    case 'lowercase-user':
      return randomText(userLength, lowerAlphanumeric);
    case 'password':
    case 'alphanumeric':
      return randomText(value.length, base62);
    case 'password-with-symbols':
      return randomText(value.length, withSymbols);
    case 'hex':
      return randomText(value.length, '0123456789abcdef');
    case 'base64':
      return randomBytes(value.bytes).toString('base64');
    case 'name':
    case 'url':
    case 'fqdn':
    case 'jwt':
      return null;
  }
}

function signToken(claims: { role: string }, secret: Secret, now: Date): Secret {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const expires = new Date(now);
  expires.setUTCFullYear(expires.getUTCFullYear() + jwtYears);
  return signJwt(
    { iss: 'supabase', iat: issuedAt, exp: Math.floor(expires.getTime() / 1000), ...claims },
    secret,
  );
}

/** Sign an HS256 token (RFC 7519). */
export function signJwt(claims: Readonly<Record<string, unknown>>, secret: Secret): Secret {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  const signature = createHmac('sha256', secret.reveal()).update(signed).digest('base64url');
  return new Secret(`${signed}.${signature}`);
}

/** Public address of a domain of a file. */
export interface DomainAddress {
  scheme: 'http' | 'https';
  host: string;
  /** `/` or a prefix. */
  path: string;
}

/** Make the values of the variables that name addresses. @param addresses by the label of the domain */
export function addressValues(
  { variables }: MagicVariables,
  addresses: ReadonlyMap<string, DomainAddress>,
): Map<string, Secret> {
  const values = new Map<string, Secret>();
  for (const { name, value } of variables) {
    if (value.kind !== 'url' && value.kind !== 'fqdn') continue;
    const address = addresses.get(value.domain);
    if (!address) continue;
    const port = value.port === null ? '' : `:${value.port}`;
    const place = `${address.host}${port}${address.path === '/' ? '' : address.path}`;
    values.set(name, new Secret(value.kind === 'url' ? `${address.scheme}://${place}` : place));
  }
  return values;
}
