import { Secret as OtpSecret, TOTP } from 'otpauth';
import { Secret } from '../domain/secret';

/** RFC 6238 with the defaults of every authenticator app: SHA-1, six digits, 30 seconds. */
const parameters = { algorithm: 'SHA1', digits: 6, period: 30 } as const;
/** Accepted steps before and after now: clocks differ, and people type slowly. */
const window = 1;
/** Bytes of a secret: RFC 4226 §4 recommends 160 bits. */
const secretBytes = 20;

/** Whether a text has six digits; the library throws for other characters. */
export function isTotpCode(text: string): boolean {
  return /^[0-9]{6}$/.test(text);
}

/** Create a secret in base32, the format that users type into apps. */
export function newTotpSecret(): Secret {
  return new Secret(new OtpSecret({ size: secretBytes }).base32);
}

/** Make the URL of the QR code: `otpauth://totp/…`. */
export function totpUrl(secret: Secret, { issuer, account }: { issuer: string; account: string }): string {
  return totpOf(secret, { issuer, label: account }).toString();
}

/** Find the time step of this code, or null. A step may be used only once: see `totpLastStep` of the user. */
export function matchingTotpStep(secret: Secret, code: string, now: Date): number | null {
  if (!isTotpCode(code)) return null;
  const timestamp = now.getTime();
  const delta = totpOf(secret).validate({ token: code, timestamp, window });
  return delta === null ? null : Math.floor(timestamp / 1000 / parameters.period) + delta;
}

/** Compute the code that an authenticator app shows at this time. */
export function totpCodeAt(secret: Secret, now: Date): string {
  return totpOf(secret).generate({ timestamp: now.getTime() });
}

function totpOf(secret: Secret, names: { issuer?: string; label?: string } = {}): TOTP {
  return new TOTP({ ...names, ...parameters, secret: OtpSecret.fromBase32(secret.reveal()) });
}
