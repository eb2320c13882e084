import type { BackupExecution, BackupSchedule, S3Storage } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { publicIdPattern } from '../../domain/id';
import type { S3Object } from '../../domain/s3-bucket';
import type { OrganizationScope, Scope } from '../context';
import { bucketOf } from '../s3-storages/sealed';

/** Where copies of backups go, as the caller says; absent members stay unchanged. */
export interface CopyChange {
  savesToS3?: boolean | undefined;
  s3StorageUuid?: string | null | undefined;
}

/**
 * The columns that say where the backup copies of a schedule go.
 * @throws AppError 422 for a storage of another organization, and for copies without a storage
 */
export async function copyColumns(
  { db }: Pick<Scope, 'db'>,
  { savesToS3, s3StorageUuid: uuid }: CopyChange,
  before: Pick<BackupSchedule, 'savesToS3' | 's3StorageId'>,
): Promise<Pick<BackupSchedule, 'savesToS3' | 's3StorageId'>> {
  const after = { savesToS3: savesToS3 ?? before.savesToS3, s3StorageId: before.s3StorageId };
  if (uuid === null) after.s3StorageId = null;
  if (uuid) {
    const found = publicIdPattern.test(uuid) ? await db.s3Storage.findUnique({ where: { uuid } }) : null;
    if (!found) throw invalidField('s3_storage_uuid', 'There is no such S3 storage.');
    after.s3StorageId = found.id;
  }
  if (after.savesToS3 && after.s3StorageId === null)
    throw invalidField('s3_storage_uuid', 'The s3 storage uuid field is required when save s3 is true.');
  return after;
}

/** The storage that the backups of a schedule are copied to; null: none. */
export async function storageOf(
  { db }: Pick<OrganizationScope, 'db'>,
  { savesToS3, s3StorageId }: Pick<BackupSchedule, 'savesToS3' | 's3StorageId'>,
): Promise<S3Storage | null> {
  if (!savesToS3 || s3StorageId === null) return null;
  return db.s3Storage.findUnique({ where: { id: s3StorageId } });
}

/** Key prefix of all copies of a schedule: nothing outside it is ever removed. */
export function copyPrefix(
  { installation }: Pick<OrganizationScope, 'installation'>,
  of: { what: 'databases' | 'volumes'; workload: string; schedule: string },
): string {
  return `gantry/${installation.uuid}/${of.what}/${of.workload}/${of.schedule}`;
}

export type Copied = Pick<BackupExecution, 's3Object' | 'isInS3'> & { s3Storage: S3Storage | null };

/** The copy of a backup; null: there is none that can be reached. */
export function copyOf(
  scope: Pick<OrganizationScope, 'database' | 'installation'>,
  { s3Object: key, isInS3, s3Storage }: Copied,
): S3Object | null {
  if (!isInS3 || key === null || s3Storage === null) return null;
  return { bucket: bucketOf(scope, s3Storage), key };
}
