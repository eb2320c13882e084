import { PageHeader } from '../page/page-header';
import { GithubApps } from './github-apps';
import { GitlabApps } from './gitlab-apps';
import { GitTokens } from './token/git-tokens';

export function SourcesPage() {
  return (
    <>
      <PageHeader title="Git sources">
        Connections to GitHub, GitLab and other forges, to read repositories, deploy on push and show
        deployments at commits.
      </PageHeader>
      <GithubApps />
      <GitlabApps />
      <GitTokens />
    </>
  );
}
