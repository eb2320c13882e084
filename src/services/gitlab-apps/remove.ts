import { isForeignKeyViolation } from '../../db/violations';
import { AppError } from '../../domain/error';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findGitlabApp } from './find';

/** Forget a GitLab app; nothing changes at GitLab. Refused while an application uses it. */
export async function removeGitlabApp(scope: Scope, id: string): Promise<void> {
  const app = await findGitlabApp(scope, id);
  try {
    await scope.db.gitlabApp.deleteMany({ where: { id: app.id } });
  } catch (error) {
    if (!isForeignKeyViolation(error)) throw error;
    const count = await scope.db.application.count({ where: { gitlabAppId: app.id } });
    throw new AppError(
      'conflict',
      `This GitLab app is being used by ${count} application(s). Please delete all applications first.`,
      { cause: error },
    );
  }
  scope.notes.removed({ name: app.name });
  scope.notes.targetUuid = app.uuid;
  await changed(scope, 'git_source', app.uuid);
}
