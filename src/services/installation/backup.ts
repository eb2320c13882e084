import type { Database } from '../../db/database';
import { openSnapshot, readSnapshot } from '../../db/snapshot';
import { inTransaction, type Queryable } from '../../db/transaction';
import { type AgeLock, writeAgeLines } from '../../lib/age-file';
import { type BackupHead, backupFormat, lastLine, lineOf } from './backup-file';

/** The part of a backup that is not in the database. */
export type About = Pick<BackupHead, 'version' | 'at' | 'secrets'>;

/**
 * Write a consistent snapshot of database and secrets, while Gantry runs.
 * @returns the number of rows
 */
export async function backUp(
  { maintenance }: Pick<Database, 'maintenance'>,
  about: About,
  { file, lock }: { file: string; lock: AgeLock },
): Promise<number> {
  const counter = { rows: 0 };
  await inTransaction(maintenance, async (client) =>
    writeAgeLines(file, lock, await linesOf(client, about, counter)),
  );
  return counter.rows;
}

async function linesOf(
  client: Queryable,
  about: About,
  counter: { rows: number },
): Promise<AsyncIterable<string>> {
  const snapshot = await openSnapshot(client);
  const head: BackupHead = { format: backupFormat, ...about, ...snapshot };
  return (async function* () {
    yield JSON.stringify(head);
    for await (const { table, rows } of readSnapshot(client, snapshot)) {
      for (const row of rows) yield lineOf(table, row);
      counter.rows += rows.length;
    }
    yield lastLine(counter.rows);
  })();
}
