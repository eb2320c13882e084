import { z } from 'zod';
import type { BackupExecution } from '../../db/generated/client';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const executionWire = z
  .object({
    uuid: z.string(),
    filename: z.string().meta({ description: 'Path on the server; empty if no file was begun.' }),
    size: z.number().int(),
    created_at: timestamp,
    message: z.string().nullable().meta({ description: 'Why it failed or was missed.' }),
    status: z.enum(['running', 'success', 'failed', 'missed']),
    database_name: z.string().nullable().meta({ description: 'Null: all databases.' }),
    finished_at: timestamp.nullable(),
    local_storage_deleted: z.boolean().meta({ description: 'Whether its file is no longer on the server.' }),
    s3_uploaded: z.boolean().nullable().meta({
      description: 'Whether there is a copy in S3; null: none was requested, or it is in progress.',
    }),
    proven_at: timestamp.nullable().meta({ description: 'When its last restore drill passed.' }),
    drill_error: z
      .string()
      .nullable()
      .meta({ description: 'Why its last restore drill failed or was missed.' }),
  })
  .meta({ id: 'BackupExecution' });

export function toExecutionWire(row: BackupExecution): z.infer<typeof executionWire> {
  return {
    uuid: row.uuid,
    filename: row.file,
    size: Number(row.bytes ?? 0),
    created_at: toTimestamp(row.createdAt),
    message: row.message,
    status: row.status,
    database_name: row.database,
    finished_at: row.finishedAt && toTimestamp(row.finishedAt),
    local_storage_deleted: !row.isLocal,
    s3_uploaded: row.isInS3,
    proven_at: row.provenAt && toTimestamp(row.provenAt),
    drill_error: row.drillError,
  };
}
