import type { S3Storage } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** Get the S3 storage of this organization, or 404. */
export async function findS3Storage(scope: Pick<OrganizationScope, 'db'>, uuid: string): Promise<S3Storage> {
  requirePublicId(uuid, 'S3 storage');
  const found = await scope.db.s3Storage.findUnique({ where: { uuid } });
  if (!found) throw notFound('S3 storage');
  return found;
}

/** List the S3 storages of the organization, oldest first. */
export function listS3Storages(scope: Pick<OrganizationScope, 'db'>): Promise<S3Storage[]> {
  return scope.db.s3Storage.findMany({ orderBy: { id: 'asc' } });
}
