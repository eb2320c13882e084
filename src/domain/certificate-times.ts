const DAY_MS = 86_400_000;

/** Validity of an authority in days. */
export const AUTHORITY_DAYS = 3650;
/** Validity of a certificate in days. Each start of a database issues a new one. */
export const CERTIFICATE_DAYS = 365;
/** Days before expiry when a certificate is renewed. */
const RENEWAL_DAYS = 30;
/** Days before expiry of the newest authority when the next one is created: clients have a year to learn about it. */
const SUCCESSOR_DAYS = 2 * CERTIFICATE_DAYS + RENEWAL_DAYS;

interface Ending {
  expiresAt: Date;
}

/** Get the time before which certificates must end to be renewed now. */
export function renewalLimit(now: Date): Date {
  return new Date(now.getTime() + RENEWAL_DAYS * DAY_MS);
}

/** Whether to create the next authority. @param authorities oldest first */
export function needsSuccessor(authorities: readonly Ending[], now: Date): boolean {
  const newest = authorities.at(-1);
  return !newest || daysLeft(newest, now) <= SUCCESSOR_DAYS;
}

/**
 * Get the oldest authority that outlives what it issues now, which clients have known longest. @param authorities
 * oldest first
 */
export function issuerOf<Authority extends Ending>(
  authorities: readonly Authority[],
  now: Date,
): Authority | undefined {
  return authorities.find((authority) => daysLeft(authority, now) > CERTIFICATE_DAYS);
}

function daysLeft({ expiresAt }: Ending, now: Date): number {
  return (expiresAt.getTime() - now.getTime()) / DAY_MS;
}
