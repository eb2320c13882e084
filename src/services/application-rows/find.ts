import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';
import { type ApplicationRecord, applicationRecord } from './record';

/** Get the application of this organization, or 404. */
export async function findApplication(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<ApplicationRecord> {
  requirePublicId(uuid, 'Application');
  const found = await scope.db.workload.findUnique({ where: { uuid }, include: { application: true } });
  const application = found && applicationRecord(found);
  if (!application) throw notFound('Application');
  return application;
}
