import type { GitToken } from '../../db/generated/client';
import type { OrganizationScope } from '../context';
import { repositoryFrom } from '../gitlab-apps/repository';
import { chooserOf } from './choose';
import { listGitTokens } from './find';

const gitlabColumns = { htmlUrl: true, customUser: true, customPort: true } as const;

/** An application, and the full name of its repository. */
interface DependentApplication {
  uuid: string;
  name: string;
  repository: string;
}

/** List the applications whose commits and pull requests a token is used for, of those the caller may see. */
export async function listApplicationsOfToken(
  scope: Pick<OrganizationScope, 'db'>,
  { id }: Pick<GitToken, 'id'>,
): Promise<DependentApplication[]> {
  const choose = chooserOf(await listGitTokens(scope));
  const workloads = await scope.db.workload.findMany({
    where: { deletingAt: null, application: { githubAppId: null, gitRepository: { not: null } } },
    select: {
      uuid: true,
      name: true,
      application: { select: { gitRepository: true, gitlabApp: { select: gitlabColumns } } },
    },
    orderBy: { id: 'asc' },
  });
  return workloads.flatMap(({ uuid, name, application }) => {
    const repository = application && repositoryFrom(application.gitlabApp, application.gitRepository);
    const chosen = repository && choose(repository);
    return chosen?.token.id === id ? [{ uuid, name, repository: chosen.repository }] : [];
  });
}
