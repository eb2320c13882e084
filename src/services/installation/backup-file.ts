import { z } from 'zod';
import type { SnapshotRows } from '../../db/snapshot';
import { AppError } from '../../domain/error';
import { type AgeKey, readAgeLines } from '../../lib/age-file';
import { keptSecrets } from '../../lib/installation-secrets';

/**
 * A backup is one encrypted file of lines: a head with the secrets of the installation, then for every row the number
 * of its table, a tab and a JSON array of texts, then the number of rows.
 */
export const backupFormat = 'gantry backup 1';

export const backupHead = z.object({
  format: z.literal(backupFormat),
  /** Version of Gantry. */
  version: z.string(),
  at: z.iso.datetime(),
  secrets: keptSecrets,
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()) })),
  sequences: z.record(z.string(), z.string().nullable()),
});

export type BackupHead = z.infer<typeof backupHead>;

/** An open backup of which only the head has been read. */
export interface OpenedBackup {
  head: BackupHead;
  rows: AsyncGenerator<SnapshotRows>;
}

/** Open a backup. @throws AppError bad_request when the key does not fit, or it is not a backup */
export async function openBackup(file: string, key: AgeKey): Promise<OpenedBackup> {
  const lines = readAgeLines(file, key);
  const { value: first } = await lines.next();
  const head = backupHead.safeParse(jsonOf(first ?? ''));
  if (!head.success) throw new AppError('bad_request', `${file} is not a Gantry backup.`);
  return { head: head.data, rows: batchesOf(lines) };
}

/**
 * Read a backup to its end to verify it; it cannot be used afterwards. @throws AppError bad_request when it is
 * incomplete
 */
export async function requireWhole({ rows }: OpenedBackup): Promise<void> {
  for await (const _ of rows);
}

export const lineOf = (table: number, row: string) => `${table}\t${row}`;
export const lastLine = (rows: number) => `end\t${rows}`;

const maxBatchRows = 200;
const maxBatchLength = 4_000_000;

async function* batchesOf(lines: AsyncIterable<string>): AsyncGenerator<SnapshotRows> {
  let batch: SnapshotRows = { table: 0, rows: [] };
  let length = 0;
  let count = 0;
  for await (const line of lines) {
    if (line === lastLine(count)) {
      if (batch.rows.length > 0) yield batch;
      return;
    }
    const tab = line.indexOf('\t');
    const table = Number(line.slice(0, tab));
    if (table !== batch.table || batch.rows.length === maxBatchRows || length > maxBatchLength) {
      if (batch.rows.length > 0) yield batch;
      batch = { table, rows: [] };
      length = 0;
    }
    batch.rows.push(line.slice(tab + 1));
    length += line.length;
    count++;
  }
  throw new AppError('bad_request', 'The backup is incomplete: its end is missing. Nothing was changed.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // not JSON, so not a backup either
  }
}
