import type { CloudToken } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** Get the cloud token of this organization, or 404. */
export async function findCloudToken(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<CloudToken> {
  requirePublicId(uuid, 'Cloud provider token');
  const found = await scope.db.cloudToken.findUnique({ where: { uuid } });
  if (!found) throw notFound('Cloud provider token');
  return found;
}

/** List the cloud tokens of the organization, oldest first. */
export function listCloudTokens(scope: Pick<OrganizationScope, 'db'>): Promise<CloudToken[]> {
  return scope.db.cloudToken.findMany({ orderBy: { id: 'asc' } });
}
