import { changed } from '../changed';
import type { Scope } from '../context';
import { findGitlabApp, type GitlabApp } from './find';
import { columnsOf, type GitlabAppFields } from './input';

/** Change a GitLab app. @throws AppError 404, 422 as `columnsOf` */
export async function updateGitlabApp(
  scope: Scope,
  id: string,
  fields: Partial<GitlabAppFields>,
): Promise<GitlabApp> {
  const before = await findGitlabApp(scope, id);
  const data = columnsOf(scope, fields);
  const after = await scope.db.gitlabApp.update({ where: { id: before.id }, data });
  scope.notes.changed(before, after);
  scope.notes.targetUuid = after.uuid;
  await changed(scope, 'git_source', after.uuid);
  return after;
}
