import type { Tag } from '../../db/generated/client';
import type { Scope } from '../context';

/** List the tags of the organization by name. */
export function listTags(scope: Scope, page: { skip?: number; take?: number } = {}): Promise<Tag[]> {
  return scope.db.tag.findMany({ orderBy: { name: 'asc' }, ...page });
}
