import { PageHeader } from '../page/page-header';
import { GithubApps } from './github-apps';
import { GitlabApps } from './gitlab-apps';

export function SourcesPage() {
  return (
    <>
      <PageHeader title="Git sources">
        Where repositories are, and who tells Gantry that something was pushed.
      </PageHeader>
      <GithubApps />
      <GitlabApps />
    </>
  );
}
