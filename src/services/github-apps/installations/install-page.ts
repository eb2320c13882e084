import { z } from 'zod';
import type { GithubApp } from '../../../db/generated/client';
import { AppError } from '../../../domain/error';
import type { OrganizationScope } from '../../context';
import { appProof } from '../access-token';
import { callGitHub } from '../client';

type Place = Pick<OrganizationScope, 'db' | 'database' | 'clock' | 'installation'>;

const appAnswer = z.object({ slug: z.string().min(1).max(255), html_url: z.string().min(1).max(2048) });

/** Ask GitHub for the page of an app. @throws AppError as `callGitHub` · bad_request when it is not at the app's GitHub */
export async function askForPage(scope: Place, app: GithubApp): Promise<string> {
  const { slug, html_url } = await callGitHub(scope.installation, app.apiUrl, {
    path: '/app',
    credential: await appProof(scope, app),
    answer: appAnswer,
  });
  if (slug !== app.slug) await scope.db.githubApp.updateMany({ where: { id: app.id }, data: { slug } });
  return installPageAt(app, html_url);
}

/** The page on which an app is installed. @param page of the app, as GitHub names it */
export function installPageAt({ name, htmlUrl }: Pick<GithubApp, 'name' | 'htmlUrl'>, page: string): string {
  const isThere = URL.canParse(page) && new URL(page).origin === new URL(htmlUrl).origin;
  if (!isThere)
    throw new AppError('bad_request', `GitHub reports that the page of ${name} is not at ${htmlUrl}.`);
  return `${page.replace(/\/+$/, '')}/installations/new`;
}

/** The page on which an app is installed; null when GitHub does not say it. */
export async function installPageOf(scope: Place, app: GithubApp): Promise<string | null> {
  return askForPage(scope, app).catch((error: unknown) => {
    if (error instanceof AppError) return null;
    throw error;
  });
}
