import type { Scope } from '../../context';
import type { GithubApp } from '../find';
import { askForPage, installPageAt } from '../installations/install-page';
import { beginVisit } from './visit';

/** Ask GitHub where an app is installed. @returns where to send the browser @throws AppError as `askForPage`, 403 */
export async function askWhereToInstall(scope: Scope, app: GithubApp): Promise<string> {
  return visit(scope, app, await askForPage(scope, app));
}

/** Begin the installation of an app. @param page its page at GitHub @returns where to send the browser */
export async function beginAppInstallation(scope: Scope, app: GithubApp, page: string): Promise<string> {
  return visit(scope, app, installPageAt(app, page));
}

async function visit(scope: Scope, app: GithubApp, installPage: string): Promise<string> {
  const { uuid: appUuid, name, apiUrl, htmlUrl, organization: account } = app;
  const { state } = await beginVisit(scope, 'install', { appUuid, name, apiUrl, htmlUrl, account });
  return `${installPage}?state=${state}`;
}
