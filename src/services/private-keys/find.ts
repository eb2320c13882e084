import type { PrivateKey } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

export type { PrivateKey };

/** The key of this organization, still sealed; or 404. */
export async function findPrivateKey(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<PrivateKey> {
  requirePublicId(uuid, 'Private Key');
  const key = await scope.db.privateKey.findUnique({ where: { uuid } });
  if (!key) throw notFound('Private Key');
  return key;
}
