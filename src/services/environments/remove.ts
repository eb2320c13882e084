import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findEnvironment } from './find';

/** Delete an environment; refused while a workload is in it. */
export async function removeEnvironment(
  scope: Scope,
  projectUuid: string,
  nameOrUuid: string,
): Promise<void> {
  const { id, name } = await findEnvironment(scope, projectUuid, nameOrUuid);
  try {
    await scope.db.environment.deleteMany({ where: { id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    throw new AppError('bad_request', 'Environment has resources, so it cannot be deleted.', {
      cause: error,
    });
  }
  scope.notes.removed({ name });
  await changed(scope, 'project', projectUuid);
}
