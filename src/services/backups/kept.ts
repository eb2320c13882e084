export interface Retention {
  /** 0: no limit; the same for the other members. */
  keepAmount: number;
  keepDays: number;
  keepGigabytes: number;
}

export interface KeptBackup {
  bytes: number;
  createdAt: Date;
}

const DAY_MS = 86_400_000;
const GIGABYTE = 1024 ** 3;

/**
 * The backups to remove when a new one is made. The newest always stays: a schedule that keeps failing must not remove
 * the last backup.
 * @param backups readable ones, newest first, of one part of a schedule
 */
export function outdatedBackups<B extends KeptBackup>(
  { keepAmount, keepDays, keepGigabytes }: Retention,
  backups: readonly B[],
  now: Date,
): B[] {
  const oldest = now.getTime() - keepDays * DAY_MS;
  let bytes = backups[0]?.bytes ?? 0; // estimate for the new one
  return backups.filter((backup, at) => {
    bytes += backup.bytes;
    if (at === 0) return false;
    return (
      (keepAmount > 0 && at + 1 >= keepAmount) ||
      (keepDays > 0 && backup.createdAt.getTime() < oldest) ||
      (keepGigabytes > 0 && bytes > keepGigabytes * GIGABYTE)
    );
  });
}
