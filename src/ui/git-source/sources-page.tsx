import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { GithubApps } from './github-apps';
import { GitlabApps } from './gitlab-apps';
import { GitTokens } from './token/git-tokens';

export function SourcesPage() {
  return (
    <>
      <PageHeader title="Git sources" actions={<ButtonLink href={paths.deliveries()}>Deliveries</ButtonLink>}>
        Connections to GitHub, GitLab and other forges, to read repositories, deploy on push and show
        deployments at commits.
      </PageHeader>
      <GithubApps />
      <GitlabApps />
      <GitTokens />
    </>
  );
}
