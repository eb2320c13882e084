import type { Tag } from '../../db/generated/client';
import type { Scope } from '../context';

/** The tags of the organization by name. */
export function listTags(scope: Scope, page: { skip?: number; take?: number } = {}): Promise<Tag[]> {
  return scope.db.tag.findMany({ orderBy: { name: 'asc' }, ...page });
}
