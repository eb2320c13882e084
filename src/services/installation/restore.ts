import type { Database } from '../../db/database';
import { listMigrations } from '../../db/queries/table-shapes';
import { writeSnapshot } from '../../db/snapshot';
import { inTransaction, type Queryable } from '../../db/transaction';
import { AppError } from '../../domain/error';
import type { OpenedBackup } from './backup-file';
import { requireKeys } from './key-ring';

export interface RestoreOptions {
  /** Whether to overwrite an installation that is in use. */
  overwrites: boolean;
  /** Called last, when everything is written but nothing is committed yet. */
  beforeCommit?: () => void;
}

/**
 * Replace the contents of the database with a backup, entirely or not at all. No Gantry may run on it.
 * @returns the number of rows
 * @throws AppError conflict for a database in use or another version, precondition_failed when a key is missing
 */
export function restore(
  { maintenance, sealer }: Pick<Database, 'maintenance' | 'sealer'>,
  { head, rows }: OpenedBackup,
  { overwrites, beforeCommit }: RestoreOptions,
): Promise<number> {
  return inTransaction(maintenance, async (client) => {
    const migrations = await listMigrations(client);
    if (migrations.join() !== head.migrations.join())
      throw new AppError(
        'conflict',
        `The backup is of Gantry ${head.version}, whose database schema differs from this version’s. Restore it with that version, then upgrade.`,
      );
    if (!overwrites) await requireUnused(client);
    const count = await writeSnapshot(client, head, rows);
    await requireKeys(client, sealer);
    beforeCommit?.();
    return count;
  });
}

/** Require an unused database, with or without tables. @throws AppError conflict when it has users or organizations */
export async function requireUnused(client: Queryable): Promise<void> {
  for (const table of ['users', 'organizations']) {
    const there = await client.query<{ isThere: boolean }>(
      'SELECT to_regclass($1) IS NOT NULL AS "isThere"',
      [table],
    );
    if (!there.rows[0]?.isThere) continue;
    const { rowCount } = await client.query(`SELECT FROM ${table} LIMIT 1`);
    if (rowCount)
      throw new AppError(
        'conflict',
        `This database is in use: it has ${table}. Restore into an empty one, or use --force to replace all of its contents.`,
      );
  }
}
