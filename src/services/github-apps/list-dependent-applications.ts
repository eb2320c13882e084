import type { Scope } from '../context';
import { findGithubApp } from './find';

/** List the applications of a GitHub App that the caller can see. @throws AppError 404 */
export async function listDependentApplications(
  scope: Scope,
  id: string,
): Promise<{ uuid: string; name: string }[]> {
  const app = await findGithubApp(scope, id);
  return scope.db.workload.findMany({
    where: { application: { githubAppId: app.id } },
    select: { uuid: true, name: true },
    orderBy: { name: 'asc' },
  });
}
