import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import type { GithubApp } from './find';
import { columnsOf, type GithubAppFields } from './input';

/** Register a GitHub App that already exists at GitHub. @throws AppError 404, 422 as `columnsOf` */
export async function createGithubApp(
  scope: Scope,
  fields: GithubAppFields,
  uuid = newUuid(),
): Promise<GithubApp> {
  const { organizationId } = scope;
  const columns = await columnsOf(scope, fields);
  const { clientSecret, privateKeyId } = columns;
  // `columnsOf` gives both for complete fields.
  if (clientSecret === undefined || privateKeyId === undefined) throw new TypeError('fields are incomplete');
  const { name, apiUrl, htmlUrl, appId, clientId } = fields;
  const required = { name, apiUrl, htmlUrl, appId, clientId, clientSecret, privateKeyId };
  const app = await scope.db.githubApp.create({
    data: { ...columns, ...required, uuid, organizationId },
  });
  await changed(scope, 'git_source', app.uuid);
  return app;
}
