const DAY_MS = 86_400_000;
/** Days before the end of a certificate at which it is warned of (deployment contract D14.5). */
const WARNING_DAYS = 14;
/** Share of its time, of one that is renewed by itself and lasts for weeks: that happens with a third of it left. */
const WARNING_SHARE = 1 / 6;

/** What a domain has. */
export const certificateStates = ['pending', 'valid', 'ending', 'expired', 'failed'] as const;
export type CertificateState = (typeof certificateStates)[number];

interface Validity {
  issuedAt: Date;
  expiresAt: Date;
  /** Given by a user, so that nothing renews it. */
  isUploaded: boolean;
}

/** Whether the certificate ends soon, and should have been replaced by now. */
export function endsSoon({ issuedAt, expiresAt, isUploaded }: Validity, now: Date): boolean {
  const share = isUploaded
    ? Number.POSITIVE_INFINITY
    : WARNING_SHARE * (expiresAt.getTime() - issuedAt.getTime());
  return expiresAt.getTime() - now.getTime() <= Math.min(WARNING_DAYS * DAY_MS, share);
}

/** Whole days until the end. */
export function daysLeft(expiresAt: Date, now: Date): number {
  return Math.floor((expiresAt.getTime() - now.getTime()) / DAY_MS);
}

/** State of the certificate of a domain. @param problem of the last attempt to get one */
export function certificateState(
  row: { issuedAt: Date | null; expiresAt: Date | null; isUploaded: boolean; problem: string | null },
  now: Date,
): CertificateState {
  const { issuedAt, expiresAt, isUploaded } = row;
  if (!issuedAt || !expiresAt) return row.problem === null ? 'pending' : 'failed';
  if (expiresAt <= now) return 'expired';
  return endsSoon({ issuedAt, expiresAt, isUploaded }, now) ? 'ending' : 'valid';
}
