import type { BackupSchedule } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { invalidField } from '../../domain/error';
import { nextRun } from '../../domain/input/time/next-run';
import { newUuid } from '../../lib/random';
import { copyColumns } from '../backups/copies';
import { workloadChanged } from '../changed';
import type { Scope } from '../context';
import { requireLegal } from '../workloads/require-legal';
import { findVolumeBackups, type NamedStorage } from './find';
import type { ArchivedStorage } from './place';

/** All fields of a schedule that a caller sets, replacing the earlier ones. */
export interface VolumeScheduleFields
  extends Pick<
    BackupSchedule,
    | 'frequency'
    | 'isEnabled'
    | 'savesToS3'
    | 'keepsLocal'
    | 'stopsWorkload'
    | 'keepAmount'
    | 'keepDays'
    | 'keepGigabytes'
    | 'keepAmountS3'
    | 'keepDaysS3'
    | 'keepGigabytesS3'
    | 'timeout'
  > {
  s3StorageUuid: string | null;
}

export interface SetVolumeSchedule {
  schedule: BackupSchedule;
  isNew: boolean;
  archived: ArchivedStorage;
}

/**
 * Create or replace the backup schedule of a storage.
 * @throws AppError 404 · 409 while the workload is being deleted · 422 for a storage that cannot be archived, for
 *   copies without an S3 storage, and for a schedule that keeps nothing
 */
export async function setVolumeSchedule(
  scope: Scope,
  named: NamedStorage,
  { s3StorageUuid, ...fields }: VolumeScheduleFields,
): Promise<SetVolumeSchedule> {
  const { workload, archived, schedule: before } = await findVolumeBackups(scope, named);
  requireLegal(workload, 'update');
  if (!fields.keepsLocal && !fields.savesToS3)
    throw invalidField('disable_local_backup', 'Requires save_s3, otherwise no backup would be kept.');
  const nowhere = { savesToS3: false, s3StorageId: null };
  const copies = await copyColumns(scope, { savesToS3: fields.savesToS3, s3StorageUuid }, nowhere);
  const isAsBefore = before?.isEnabled === fields.isEnabled && before.frequency === fields.frequency;
  const data = {
    ...fields,
    ...copies,
    ...(!isAsBefore && {
      nextRunAt: fields.isEnabled ? nextRun(fields.frequency, scope.clock.now()) : null,
    }),
  };
  const schedule = before
    ? await scope.db.backupSchedule.update({ where: { id: before.id }, data })
    : await create(scope, { workloadId: workload.id, storageUuid: named.storage }, data);
  if (before) scope.notes.changed(before, schedule);
  await workloadChanged(scope, workload);
  return { schedule, isNew: before === null, archived };
}

type Data = Omit<VolumeScheduleFields, 's3StorageUuid'> & Pick<BackupSchedule, 's3StorageId'>;

async function create(
  scope: Scope,
  of: { workloadId: number; storageUuid: string },
  data: Data,
): Promise<BackupSchedule> {
  const { organizationId } = scope;
  try {
    return await scope.db.backupSchedule.create({
      data: { ...data, ...of, uuid: newUuid(), organizationId, drillFrequency: null },
    });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    // Another request was first: the last one wins.
    return scope.db.backupSchedule.update({ where: { workloadId_storageUuid: of }, data });
  }
}
