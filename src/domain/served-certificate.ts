const DAY_MS = 86_400_000;
/** Days before expiry when a warning is shown (deployment contract D14.5). */
const WARNING_DAYS = 14;
/**
 * Share of its validity left when a warning is shown for an automatically renewed certificate, which is renewed with a
 * third left.
 */
const WARNING_SHARE = 1 / 6;

/** States of a domain's certificate. */
export const certificateStates = ['pending', 'valid', 'ending', 'expired', 'failed'] as const;
export type CertificateState = (typeof certificateStates)[number];

interface Validity {
  issuedAt: Date;
  expiresAt: Date;
  /** Uploaded by a user, so that nothing renews it. */
  isUploaded: boolean;
}

/** Whether the certificate expires soon, and should have been replaced by now. */
export function endsSoon({ issuedAt, expiresAt, isUploaded }: Validity, now: Date): boolean {
  const share = isUploaded
    ? Number.POSITIVE_INFINITY
    : WARNING_SHARE * (expiresAt.getTime() - issuedAt.getTime());
  return expiresAt.getTime() - now.getTime() <= Math.min(WARNING_DAYS * DAY_MS, share);
}

/** Get the whole days until expiry. */
export function daysLeft(expiresAt: Date, now: Date): number {
  return Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS);
}

/** Get the state of a domain's certificate. @param problem of the last attempt to get one */
export function certificateState(
  row: { issuedAt: Date | null; expiresAt: Date | null; isUploaded: boolean; problem: string | null },
  now: Date,
): CertificateState {
  const { issuedAt, expiresAt, isUploaded } = row;
  if (!issuedAt || !expiresAt) return row.problem === null ? 'pending' : 'failed';
  if (expiresAt <= now) return 'expired';
  return endsSoon({ issuedAt, expiresAt, isUploaded }, now) ? 'ending' : 'valid';
}
