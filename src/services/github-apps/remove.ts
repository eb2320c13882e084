import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findGithubApp } from './find';

/** Forget a GitHub App; it stays at GitHub. Refused while an application uses it. */
export async function removeGithubApp(scope: Scope, id: string): Promise<void> {
  const app = await findGithubApp(scope, id);
  try {
    await scope.db.githubApp.deleteMany({ where: { id: app.id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    const count = await scope.db.application.count({ where: { githubAppId: app.id } });
    throw new AppError(
      'conflict',
      `This GitHub app is being used by ${count} application(s). Please delete all applications first.`,
      { cause: error },
    );
  }
  scope.notes.removed({ name: app.name });
  scope.notes.targetUuid = app.uuid;
  await changed(scope, 'git_source', app.uuid);
}
