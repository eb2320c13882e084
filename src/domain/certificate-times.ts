const DAY_MS = 86_400_000;

/** Days for which an authority is valid. */
export const AUTHORITY_DAYS = 3650;
/** Days for which a certificate is valid. Each start of a database issues another one. */
export const CERTIFICATE_DAYS = 365;
/** Days before its end at which a certificate is renewed. */
const RENEWAL_DAYS = 30;
/** Days before the end of the newest authority at which the next one is made: clients have a year to learn of it. */
const SUCCESSOR_DAYS = 2 * CERTIFICATE_DAYS + RENEWAL_DAYS;

interface Ending {
  expiresAt: Date;
}

/** Certificates that end before this time are renewed now. */
export function renewalLimit(now: Date): Date {
  return new Date(now.getTime() + RENEWAL_DAYS * DAY_MS);
}

/** Whether the next authority is to be made. @param authorities oldest first */
export function needsSuccessor(authorities: readonly Ending[], now: Date): boolean {
  const newest = authorities.at(-1);
  return !newest || daysLeft(newest, now) <= SUCCESSOR_DAYS;
}

/** The oldest authority that outlives what it issues now: clients have known it for longest. @param authorities oldest first */
export function issuerOf<Authority extends Ending>(
  authorities: readonly Authority[],
  now: Date,
): Authority | undefined {
  return authorities.find((authority) => daysLeft(authority, now) > CERTIFICATE_DAYS);
}

function daysLeft({ expiresAt }: Ending, now: Date): number {
  return (expiresAt.getTime() - now.getTime()) / DAY_MS;
}
