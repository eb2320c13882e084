import type { Application } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** The application of this organization, or 404. */
export async function findApplication(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<Application> {
  requirePublicId(uuid, 'Application');
  const application = await scope.db.application.findUnique({ where: { uuid } });
  if (!application) throw notFound('Application');
  return application;
}
