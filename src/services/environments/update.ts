import type { Environment } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import { changed } from '../changed';
import type { Scope } from '../context';
import { nameTaken } from './create';
import { findEnvironment } from './find';

export interface EnvironmentChanges {
  name?: string;
  description?: string | null;
}

export async function updateEnvironment(
  scope: Scope,
  projectUuid: string,
  nameOrUuid: string,
  changes: EnvironmentChanges,
): Promise<Environment> {
  const before = await findEnvironment(scope, projectUuid, nameOrUuid);
  try {
    const environment = await scope.db.environment.update({
      where: { id: before.id },
      data: changes,
    });
    scope.notes.changed(before, environment);
    await changed(scope, 'environment', environment.uuid);
    return environment;
  } catch (error) {
    throw isUniqueViolation(error) ? nameTaken(error) : error;
  }
}
