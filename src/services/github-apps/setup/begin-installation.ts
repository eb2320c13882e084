import { z } from 'zod';
import { AppError } from '../../../domain/error';
import type { Scope } from '../../context';
import { appProof } from '../access-token';
import { callGitHub } from '../client';
import type { GithubApp } from '../find';
import { beginVisit } from './visit';

const appAnswer = z.object({ slug: z.string().min(1).max(255), html_url: z.string().min(1).max(2048) });

/** Ask GitHub where an app is installed. @returns where to send the browser @throws AppError as `callGitHub`, 403 */
export async function askWhereToInstall(scope: Scope, app: GithubApp): Promise<string> {
  const { slug, html_url } = await callGitHub(scope.installation, app.apiUrl, {
    path: '/app',
    credential: await appProof(scope, app),
    answer: appAnswer,
  });
  if (slug !== app.slug) await scope.db.githubApp.updateMany({ where: { id: app.id }, data: { slug } });
  return beginAppInstallation(scope, app, html_url);
}

/** Begin the installation of an app. @param page its page at GitHub @returns where to send the browser */
export async function beginAppInstallation(scope: Scope, app: GithubApp, page: string): Promise<string> {
  const isThere = URL.canParse(page) && new URL(page).origin === new URL(app.htmlUrl).origin;
  if (!isThere)
    throw new AppError(
      'bad_request',
      `GitHub reports that the page of ${app.name} is not at ${app.htmlUrl}.`,
    );
  const { uuid: appUuid, name, apiUrl, htmlUrl, organization: account } = app;
  const { state } = await beginVisit(scope, 'install', { appUuid, name, apiUrl, htmlUrl, account });
  return `${page.replace(/\/+$/, '')}/installations/new?state=${state}`;
}
