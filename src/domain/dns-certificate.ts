const MINUTE_MS = 60_000;
const FIRST_PAUSE_MS = 5 * MINUTE_MS;
const LONGEST_PAUSE_MS = 12 * 60 * MINUTE_MS;
/** Share of its validity after which a certificate is renewed, as proxies do. */
const RENEWAL_SHARE = 2 / 3;

/** States of a certificate by DNS. */
export const dnsCertificateStates = ['pending', 'valid', 'expired', 'failed'] as const;
export type DnsCertificateState = (typeof dnsCertificateStates)[number];

/**
 * Get the time of the next attempt after one that failed. Certificate authorities limit failures per name and hour, so
 * the pauses double up to half a day. @param failures in a row, including this one
 */
export function nextAttempt(now: Date, failures: number): Date {
  const pause = Math.min(FIRST_PAUSE_MS * 2 ** Math.min(failures - 1, 20), LONGEST_PAUSE_MS);
  return new Date(now.getTime() + pause);
}

/** Get the time at which a certificate that is issued now is renewed. */
export function renewalTime(now: Date, expiresAt: Date): Date {
  return new Date(now.getTime() + RENEWAL_SHARE * (expiresAt.getTime() - now.getTime()));
}

/** Get the state of a certificate. A failed renewal counts once the certificate has expired. */
export function dnsCertificateState(
  { problem, expiresAt }: { problem: string | null; expiresAt: Date | null },
  now: Date,
): DnsCertificateState {
  if (expiresAt) return expiresAt > now ? 'valid' : 'expired';
  return problem === null ? 'pending' : 'failed';
}
