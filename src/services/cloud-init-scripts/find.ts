import type { CloudInitScript } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** Get the cloud-init script of this organization, or 404. */
export async function findCloudInitScript(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<CloudInitScript> {
  requirePublicId(uuid, 'Cloud-init script');
  const found = await scope.db.cloudInitScript.findUnique({ where: { uuid } });
  if (!found) throw notFound('Cloud-init script');
  return found;
}

/** List the cloud-init scripts of the organization, oldest first. */
export function listCloudInitScripts(scope: Pick<OrganizationScope, 'db'>): Promise<CloudInitScript[]> {
  return scope.db.cloudInitScript.findMany({ orderBy: { id: 'asc' } });
}
