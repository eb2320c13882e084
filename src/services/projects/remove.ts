import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findProject } from './find';

/** Delete the project and its environments; refused while a workload is in one of them. */
export async function removeProject(scope: Scope, uuid: string): Promise<void> {
  const { id, name } = await findProject(scope, uuid);
  try {
    await scope.db.project.deleteMany({ where: { id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError('bad_request', 'Project has resources, so it cannot be deleted.', { cause: error });
  }
  scope.notes.removed({ name });
  await changed(scope, 'project', uuid);
}
