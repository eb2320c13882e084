import { changed } from '../changed';
import type { Scope } from '../context';
import { findGithubApp, type GithubApp } from './find';
import { columnsOf, type GithubAppFields } from './input';

/** Change a GitHub App. @throws AppError 404, 422 as `columnsOf` */
export async function updateGithubApp(
  scope: Scope,
  id: string,
  fields: Partial<GithubAppFields>,
): Promise<GithubApp> {
  const before = await findGithubApp(scope, id);
  const data = await columnsOf(scope, fields);
  const after = await scope.db.githubApp.update({ where: { id: before.id }, data });
  scope.notes.changed(before, after);
  scope.notes.targetUuid = after.uuid;
  await changed(scope, 'git_source', after.uuid);
  return after;
}
