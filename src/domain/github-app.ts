/** Path that redirects the browser to GitHub, with the form for GitHub's app manifest. */
export const GITHUB_DEPARTURE_PATH = '/sources/github/departure';

/** Page to which GitHub returns with a code, once the app is created. */
export const GITHUB_CREATED_PATH = '/sources/github/created';

/** Get the page to which GitHub returns once the app is installed. */
export function githubInstalledPath(appUuid: string): string {
  return `/sources/github/${appUuid}/installed`;
}

/** Most characters that GitHub accepts for the name of an app. */
export const MAX_GITHUB_APP_NAME = 34;
