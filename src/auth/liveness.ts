import type { KeyRow, SessionRow } from '../db/queries/principal';
import { AppError } from '../domain/error';
import { type CheckId, orderedChecks } from '../domain/ordered-checks';
import { listAdmits, readAddressList } from './address-list';

/** Rows 4 to 4c of the authorization contract §11, as far as a credential's row decides them. */

export type Live<Row> = Row & { id: string };

/** Make the error of row 4, for everything that is not (or no longer) a valid credential. */
export function unauthenticated(): AppError {
  return refusal('credential');
}

/**
 * Find the reason why a key is refused, in order: unknown, revoked, expired or replaced; used too early or from another
 * address; of a user who may not sign in. null when it is live. `row` is null for a key whose secret does not match.
 */
export function refusalOfKey(row: KeyRow | null, now: Date, ip: string): AppError | null {
  if (!isLiveKey(row, now)) return hasLeft(row) ? refusal('membership') : unauthenticated();
  const isEarly = row.notBefore !== null && row.notBefore > now;
  if (isEarly || !listAdmits(readAddressList(row.allowedIps), ip)) return refusal('key_address');
  return row.userStatus === 'active' ? null : refusal('user_status');
}

/** Whether the user of a key has left its organization: the refusal then has the message of row 5. */
function hasLeft(row: KeyRow | null): boolean {
  return row !== null && row.id !== null && row.revokedAt !== null && row.role === null;
}

/** Find the reason why a session is refused, as for a key but without addresses; null when it is live. */
export function refusalOfSession(row: SessionRow | null, now: Date): AppError | null {
  if (!isLiveSession(row, now)) return unauthenticated();
  return row.userStatus === 'active' ? null : refusal('user_status');
}

/** Whether a key is live. A rotated key is live until its grace period ends; without one, it is not. */
export function isLiveKey(row: KeyRow | null, now: Date): row is Live<KeyRow> {
  if (row === null || row.id === null || row.revokedAt !== null) return false;
  if (row.expiresAt !== null && row.expiresAt <= now) return false;
  return row.rotatedToId === null || (row.graceUntil !== null && row.graceUntil > now);
}

export function isLiveSession(row: SessionRow | null, now: Date): row is Live<SessionRow> {
  if (row === null || row.id === null || row.revokedAt !== null) return false;
  return row.expiresAt > now && row.absoluteExpiresAt > now;
}

/** Get the expiry of a live key; null: never. */
export function endOfKey({ expiresAt, rotatedToId, graceUntil }: KeyRow): Date | null {
  return earliest([expiresAt, rotatedToId === null ? null : graceUntil]);
}

/** Get the expiry of a live session; null: never. */
export function endOfSession({ expiresAt, absoluteExpiresAt }: SessionRow): Date | null {
  return earliest([expiresAt, absoluteExpiresAt]);
}

function earliest(moments: readonly (Date | null)[]): Date | null {
  const times = moments.flatMap((moment) => (moment === null ? [] : [moment.getTime()]));
  return times.length === 0 ? null : new Date(Math.min(...times));
}

function refusal(check: CheckId & ('credential' | 'key_address' | 'user_status' | 'membership')): AppError {
  return new AppError('unauthenticated', orderedChecks[check].v1, {
    check,
    ...(check === 'credential' ? { reason: 'API key is invalid.' } : {}),
  });
}
