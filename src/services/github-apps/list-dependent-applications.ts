import type { Scope } from '../context';
import { findGithubApp } from './find';

/** List the applications that are made from a GitHub App, as far as the caller sees them. @throws AppError 404 */
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
