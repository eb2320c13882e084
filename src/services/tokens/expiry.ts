import { AppError, invalidField } from '../../domain/error';

const dayInMs = 86_400_000;
const defaultDays = 30;

/** The expiry of a lifetime in days. @param days null: it does not expire */
export function expiryOf(days: number | null, now: Date): Date | null {
  return days === null ? null : new Date(now.getTime() + days * dayInMs);
}

export interface ExpiryBounds {
  now: Date;
  /** The organization's longest lifetime, in days; null: unlimited. */
  maxDays: number | null;
  /** When the creating key expires; null: never, or a session creates it. */
  parentEnd: Date | null;
}

/** A lifetime in days or an exact expiry; null: never. Neither: thirty days, or less if less is allowed. */
export interface WantedLife {
  expiresInDays?: number | null;
  expiresAt?: Date | null;
}

/**
 * The expiry of a new key.
 * @throws AppError validation_failed (longer than the organization allows), forbidden (longer than the creating key)
 */
export function chosenExpiry(life: WantedLife, { now, maxDays, parentEnd }: ExpiryBounds): Date | null {
  const wanted = life.expiresAt === undefined ? daysFrom(life.expiresInDays, now) : life.expiresAt;
  const latest = maxDays === null ? null : expiryOf(maxDays, now);
  if (wanted === undefined) {
    const ends = [expiryOf(defaultDays, now), latest, parentEnd].flatMap((end) => end?.getTime() ?? []);
    return new Date(Math.min(...ends));
  }
  if (latest && (!wanted || wanted > latest))
    throw invalidField(
      'expires_in_days',
      `Keys of this organization can be valid for at most ${maxDays} days.`,
    );
  if (parentEnd && (!wanted || wanted > parentEnd))
    throw new AppError('forbidden', 'A key cannot create a key that outlives it.', { check: 'action' });
  return wanted;
}

function daysFrom(days: number | null | undefined, now: Date): Date | null | undefined {
  return days === undefined ? undefined : expiryOf(days, now);
}
