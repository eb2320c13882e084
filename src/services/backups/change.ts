import type { BackupSchedule } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import { nextRun } from '../../domain/input/time/next-run';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { type DatabaseOnServer, findDatabase } from '../databases/find';
import { kindOf, settingsOf } from '../databases/settings';
import { openValues } from '../databases/values';
import { requireLegal } from '../workloads/require-legal';
import { type CopyChange, copyColumns } from './copies';
import { findSchedule } from './find';
import { partsOf, requireDumps } from './parts';
import { requestBackup } from './request';

/** How often backups are verified unless a schedule says otherwise: early on Sunday. */
const WEEKLY = '0 4 * * 0';

/** What callers set; absent members stay unchanged. */
export interface ScheduleChange extends CopyChange {
  frequency?: string | undefined;
  isEnabled?: boolean | undefined;
  databases?: string | null | undefined;
  isOfAll?: boolean | undefined;
  timeout?: number | undefined;
  /** null: its backups are not verified on a schedule. */
  drillFrequency?: string | null | undefined;
  keepAmount?: number | undefined;
  keepDays?: number | undefined;
  keepGigabytes?: number | undefined;
  keepAmountS3?: number | undefined;
  keepDaysS3?: number | undefined;
  keepGigabytesS3?: number | undefined;
}

/** The members that are stored as columns unchanged. */
type OwnChange = Omit<ScheduleChange, keyof CopyChange>;

export interface ScheduleRequest {
  change: ScheduleChange;
  /** Run it at once. */
  isNow: boolean;
}

/**
 * @throws AppError 404 · 409 while the database is being deleted · 422 for an engine without dumps or invalid database
 *   names
 */
export async function createSchedule(
  scope: Scope,
  databaseUuid: string,
  { change, isNow }: ScheduleRequest & { change: { frequency: string } },
): Promise<string> {
  const database = await findDatabase(scope, databaseUuid);
  requireLegal(database, 'update');
  const { savesToS3, s3StorageUuid, ...rest } = change;
  const wanted = {
    databases: null,
    isOfAll: false,
    isEnabled: true,
    drillFrequency: WEEKLY,
    ...present(rest),
  };
  requireParts(scope, database, wanted);
  const nowhere = { savesToS3: false, s3StorageId: null };
  const copies = await copyColumns(scope, { savesToS3, s3StorageUuid }, nowhere);
  const schedule = await scope.db.backupSchedule.create({
    data: {
      ...wanted,
      ...copies,
      uuid: newUuid(),
      organizationId: scope.organizationId,
      workloadId: database.id,
      frequency: change.frequency,
      nextRunAt: next(scope, wanted.isEnabled, change.frequency),
      nextDrillAt: next(scope, wanted.isEnabled, wanted.drillFrequency),
    },
  });
  if (isNow) await requestBackup(scope, database, schedule);
  await changed(scope, 'database', databaseUuid);
  return schedule.uuid;
}

export async function updateSchedule(
  scope: Scope,
  ids: { database: string; schedule: string },
  { change, isNow }: ScheduleRequest,
): Promise<void> {
  const database = await findDatabase(scope, ids.database);
  const before = await findSchedule(scope, ids.database, ids.schedule);
  requireLegal(database, 'update');
  const { savesToS3, s3StorageUuid, ...rest } = change;
  const copies = await copyColumns(scope, { savesToS3, s3StorageUuid }, before);
  const after = { ...before, ...present(rest), ...copies };
  requireParts(scope, database, after);
  const isRescheduled = before.frequency !== after.frequency || before.isEnabled !== after.isEnabled;
  const isDrilledAnew = before.drillFrequency !== after.drillFrequency;
  await scope.db.backupSchedule.update({
    where: { id: before.id },
    data: {
      ...present(rest),
      ...copies,
      ...(isRescheduled && { nextRunAt: next(scope, after.isEnabled, after.frequency) }),
      ...((isDrilledAnew || isRescheduled) && {
        nextDrillAt: next(scope, after.isEnabled, after.drillFrequency),
      }),
    },
  });
  scope.notes.changed(noted(before), noted(after));
  if (isNow) await requestBackup(scope, database, after);
  await changed(scope, 'database', ids.database);
}

function requireParts(
  scope: Scope,
  database: DatabaseOnServer,
  named: { databases: string | null; isOfAll: boolean },
): void {
  const settings = settingsOf(database, openValues(scope.database.sealer, database));
  if (partsOf(requireDumps(kindOf(database.engine).dumps), settings, named).length === 0)
    throw invalidField('databases_to_backup', 'Must name a database.');
}

function next({ clock }: Pick<Scope, 'clock'>, isEnabled: boolean, frequency: string | null): Date | null {
  return isEnabled && frequency !== null ? nextRun(frequency, clock.now()) : null;
}

function present(change: OwnChange) {
  const entries = Object.entries(change).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as {
    [K in keyof OwnChange]: Exclude<OwnChange[K], undefined>;
  }; // without absent members
}

function noted({ id: _, uuid: _1, nextRunAt: _2, updatedAt: _3, createdAt: _4, ...rest }: BackupSchedule) {
  const { nextDrillAt: _5, lastProvenAt: _6, ...noted } = rest;
  return noted;
}
