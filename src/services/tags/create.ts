import type { Tag } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';

export function tagTaken(cause: unknown): AppError {
  return new AppError('conflict', 'Tag with this name already exists.', { cause });
}

/** Create a tag. @throws AppError 409 when the organization already has a tag with this name */
export async function createTag(scope: Scope, name: string): Promise<Tag> {
  const { organizationId } = scope;
  try {
    return await scope.db.tag.create({ data: { uuid: newUuid(), organizationId, name } });
  } catch (error) {
    throw isUniqueViolation(error) ? tagTaken(error) : error;
  }
}
