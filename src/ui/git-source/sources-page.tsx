import { PageHeader } from '../page/page-header';
import { GithubApps } from './github-apps';
import { GitlabApps } from './gitlab-apps';

export function SourcesPage() {
  return (
    <>
      <PageHeader title="Git sources">
        Connections to GitHub and GitLab, to read repositories and deploy on push.
      </PageHeader>
      <GithubApps />
      <GitlabApps />
    </>
  );
}
