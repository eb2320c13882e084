export interface Retention {
  /** 0: no limit, as of the others. */
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
 * The backups that are not kept beside one that is made now. The newest stays always: a schedule that fails for long
 * must not remove the last backup that there is.
 * @param backups that can be read, newest first, of one part of a schedule
 */
export function outdatedBackups<B extends KeptBackup>(
  { keepAmount, keepDays, keepGigabytes }: Retention,
  backups: readonly B[],
  now: Date,
): B[] {
  const oldest = now.getTime() - keepDays * DAY_MS;
  let bytes = backups[0]?.bytes ?? 0; // about what the new one will have
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
