import { Secret } from '../../domain/secret';
import { newUuid, randomBase62 } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import type { GitlabApp } from './find';
import { columnsOf, type GitlabAppFields } from './input';

const TOKEN_LENGTH = 40;

export type CreateGitlabApp = Partial<GitlabAppFields> & Pick<GitlabAppFields, 'name' | 'apiUrl' | 'htmlUrl'>;

/** Create a GitLab app; a webhook token is generated if none is given. @throws AppError 422 as `columnsOf` */
export async function createGitlabApp(scope: Scope, fields: CreateGitlabApp): Promise<GitlabApp> {
  const { organizationId } = scope;
  const { webhookToken = new Secret(randomBase62(TOKEN_LENGTH)), name, apiUrl, htmlUrl } = fields;
  const columns = columnsOf(scope, { ...fields, webhookToken });
  const app = await scope.db.gitlabApp.create({
    data: { ...columns, name, apiUrl, htmlUrl, uuid: newUuid(), organizationId },
  });
  await changed(scope, 'git_source', app.uuid);
  return app;
}
