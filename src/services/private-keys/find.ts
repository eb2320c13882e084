import type { PrivateKey } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

export type { PrivateKey };

/** A key, and whether servers or repositories use it. */
export interface PrivateKeyWithUses extends PrivateKey {
  _count: { servers: number; applications: number };
}

export const withUses = { _count: { select: { servers: true, applications: true } } } as const;

/** Get the key as pages and answers show it, or 404. */
export async function getPrivateKey(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<PrivateKeyWithUses> {
  requirePublicId(uuid, 'Private Key');
  const key = await scope.db.privateKey.findUnique({ where: { uuid }, include: withUses });
  if (!key) throw notFound('Private Key');
  return key;
}

/** Get the key of this organization, still sealed, or 404. */
export async function findPrivateKey(
  scope: Pick<OrganizationScope, 'db'>,
  uuid: string,
): Promise<PrivateKey> {
  requirePublicId(uuid, 'Private Key');
  const key = await scope.db.privateKey.findUnique({ where: { uuid } });
  if (!key) throw notFound('Private Key');
  return key;
}
