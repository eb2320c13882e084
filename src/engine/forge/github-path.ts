/** Path of a repository in the APIs of GitHub and Gitea. @param repository its full name */
export function githubPath(repository: string): string {
  return `/repos/${repository.split('/').map(encodeURIComponent).join('/')}`;
}
