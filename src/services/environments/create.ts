import type { Environment } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findProject } from '../projects/find';

/** The error for a second environment of the same name, which a unique index per project refuses. */
export function nameTaken(cause: unknown): AppError {
  return new AppError('conflict', 'Environment with this name already exists.', { cause });
}

export async function createEnvironment(
  scope: Scope,
  projectUuid: string,
  name: string,
): Promise<Environment> {
  const project = await findProject(scope, projectUuid);
  try {
    const environment = await scope.db.environment.create({
      data: { uuid: newUuid(), organizationId: scope.organizationId, projectId: project.id, name },
    });
    await changed(scope, 'project', projectUuid);
    return environment;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  }
}
