/** Path that sends the browser on to GitHub, with the form that GitHub takes a manifest by. */
export const GITHUB_DEPARTURE_PATH = '/sources/github/departure';

/** Page that GitHub leads back to with a code, once the app is created there. */
export const GITHUB_CREATED_PATH = '/sources/github/created';

/** Page that GitHub leads back to once the app is installed. */
export function githubInstalledPath(appUuid: string): string {
  return `/sources/github/${appUuid}/installed`;
}

/** Characters that GitHub takes for the name of an app. */
export const MAX_GITHUB_APP_NAME = 34;
