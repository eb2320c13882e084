const second = 1000;

/** Lifetimes of sessions in seconds (authorization contract §5.1). */
export const sessionLifetime = {
  slidingSeconds: 259_200,
  renewAfterSeconds: 86_400,
  absoluteSeconds: 2_592_000,
} as const;

export interface SessionExpiry {
  expiresAt: Date;
  absoluteExpiresAt: Date;
}

/** Compute the ends of a session that begins at `now`. */
export function newSessionExpiry(now: Date): SessionExpiry {
  return {
    expiresAt: new Date(now.getTime() + sessionLifetime.slidingSeconds * second),
    absoluteExpiresAt: new Date(now.getTime() + sessionLifetime.absoluteSeconds * second),
  };
}

/** Get the time before which a session must have been extended to be extended again. */
export function renewalThreshold(now: Date): Date {
  return new Date(now.getTime() - sessionLifetime.renewAfterSeconds * second);
}

/** Compute the next end of a sliding session: three days later, never beyond its absolute end. */
export function slideTo(now: Date, absoluteExpiresAt: Date): Date {
  return new Date(
    Math.min(now.getTime() + sessionLifetime.slidingSeconds * second, absoluteExpiresAt.getTime()),
  );
}
