import type { BackupExecution, BackupSchedule } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { publicIdPattern } from '../../domain/id';
import type { OrganizationScope } from '../context';

type Place = Pick<OrganizationScope, 'db'>;

/** Get a dump schedule of a database, or 404. */
export async function findSchedule(
  { db }: Place,
  databaseUuid: string,
  uuid: string,
): Promise<BackupSchedule> {
  const found = publicIdPattern.test(uuid)
    ? await db.backupSchedule.findUnique({
        where: { uuid, storageUuid: null, workload: { uuid: databaseUuid } },
      })
    : null;
  if (!found) throw notFound('Backup configuration');
  return found;
}

/** Get an execution of a schedule, or 404. */
export async function findExecution(
  { db }: Place,
  scheduleId: number,
  uuid: string,
): Promise<BackupExecution> {
  const found = publicIdPattern.test(uuid)
    ? await db.backupExecution.findUnique({ where: { uuid, scheduleId } })
    : null;
  if (!found) throw notFound('Backup execution');
  return found;
}
