import type { Tag } from '../../db/generated/client';
import { notFound } from '../../domain/error';
import { requirePublicId } from '../../domain/id';
import type { OrganizationScope } from '../context';

/** Get the tag of this organization, or 404. */
export async function findTag(scope: Pick<OrganizationScope, 'db'>, uuid: string): Promise<Tag> {
  requirePublicId(uuid, 'Tag');
  const tag = await scope.db.tag.findUnique({ where: { uuid } });
  if (!tag) throw notFound('Tag');
  return tag;
}
