import type { Scope } from '../context';
import { findTag } from './find';

/** Delete a tag, and remove it from everything that has it. @throws AppError 404 */
export async function deleteTag(scope: Scope, uuid: string): Promise<void> {
  const tag = await findTag(scope, uuid);
  await scope.db.tag.deleteMany({ where: { id: tag.id } });
  scope.notes.removed(tag);
}
