import type { Tag } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import type { Scope } from '../context';
import { tagTaken } from './create';
import { findTag } from './find';

/** Rename a tag wherever it is used. @throws AppError 404 · 409 when the organization has another one with this name */
export async function updateTag(scope: Scope, uuid: string, name: string): Promise<Tag> {
  const before = await findTag(scope, uuid);
  try {
    const tag = await scope.db.tag.update({ where: { id: before.id }, data: { name } });
    scope.notes.changed(before, tag);
    return tag;
  } catch (error) {
    throw isUniqueViolation(error) ? tagTaken(error) : error;
  }
}
