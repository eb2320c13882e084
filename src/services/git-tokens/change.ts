import type { GitToken } from '../../db/generated/client';
import { invalidField } from '../../domain/error';
import type { Forge } from '../../domain/forge';
import type { Secret } from '../../domain/secret';
import { forgeApis } from '../../engine/forge/forge-apis';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { requireOutgoingUrl } from '../outgoing-address';
import { findGitToken } from './find';

interface GitTokenFields {
  name: string;
  token: Secret;
  htmlUrl: string;
  /** null: where the forge has it, below its web address. */
  apiUrl: string | null;
  sshHost: string | null;
  repositories: string | null;
}

export type CreateGitToken = Pick<GitTokenFields, 'name' | 'token'> &
  Partial<GitTokenFields> & { forge: Forge };

/** Web address of forges that most users do not run themselves. */
const htmlUrls: Readonly<Partial<Record<Forge, string>>> = {
  github: 'https://github.com',
  gitlab: 'https://gitlab.com',
  bitbucket: 'https://bitbucket.org',
};

/**
 * Store a token of a forge, sealed, without asking the forge.
 * @throws AppError 422 for an address that is missing or not allowed
 */
export async function createGitToken(scope: Scope, input: CreateGitToken): Promise<GitToken> {
  const { forge, name, token, sshHost = null, repositories = null } = input;
  const htmlUrl = input.htmlUrl ?? htmlUrls[forge];
  if (htmlUrl === undefined) throw invalidField('html_url', `Is required for ${forge}: its web address.`);
  const apiUrl = input.apiUrl ?? forgeApis[forge].apiUrlOf(htmlUrl);
  requireAddresses(scope, { forge, htmlUrl, apiUrl });
  const row = await scope.db.gitToken.create({
    data: {
      uuid: newUuid(),
      organizationId: scope.organizationId,
      forge,
      name,
      htmlUrl,
      apiUrl,
      sshHost,
      repositories,
      tokenSealed: scope.database.sealer.seal(token, 'git_tokens.token'),
    },
  });
  await changed(scope, 'git_source', row.uuid);
  return row;
}

/**
 * Change a token. The address of the API follows the web address, unless it was given.
 * @throws AppError 404 · 422 for addresses that are not allowed, and for another host without its token
 */
export async function updateGitToken(
  scope: Scope,
  uuid: string,
  { token, ...fields }: Partial<GitTokenFields>,
): Promise<GitToken> {
  const before = await findGitToken(scope, uuid);
  const { htmlUrl = before.htmlUrl } = fields;
  const forge = before.forge as Forge; // only these are stored
  const { apiUrlOf } = forgeApis[forge];
  const isOwn = fields.apiUrl === undefined && before.apiUrl !== apiUrlOf(before.htmlUrl);
  const apiUrl = fields.apiUrl ?? (isOwn ? before.apiUrl : apiUrlOf(htmlUrl));
  requireAddresses(scope, { forge, htmlUrl, apiUrl });
  if (!token && new URL(apiUrl).origin !== new URL(before.apiUrl).origin)
    throw invalidField(
      'token',
      'Is required with another address, because the stored token is not sent there.',
    );
  const tokenSealed = token && scope.database.sealer.seal(token, 'git_tokens.token');
  const after = await scope.db.gitToken.update({
    where: { id: before.id },
    data: { ...fields, htmlUrl, apiUrl, ...(tokenSealed && { tokenSealed, problem: null }) },
  });
  scope.notes.changed(before, after);
  await changed(scope, 'git_source', uuid);
  return after;
}

function requireAddresses(
  { installation }: Scope,
  { forge, htmlUrl, apiUrl }: { forge: Forge; htmlUrl: string; apiUrl: string },
): void {
  const own = new URL(htmlUrl).host;
  // Its API is always at one address, to which a token of another server must not be sent.
  if (forge === 'bitbucket' && own !== 'bitbucket.org' && apiUrl === forgeApis.bitbucket.apiUrlOf(htmlUrl))
    throw invalidField('html_url', 'Must be https://bitbucket.org. Gantry cannot use Bitbucket Data Center.');
  requireOutgoingUrl(installation, 'html_url', htmlUrl);
  requireOutgoingUrl(installation, 'api_url', apiUrl);
}

/** Forget a token. It stays valid at its forge. @throws AppError 404 */
export async function deleteGitToken(scope: Scope, uuid: string): Promise<void> {
  const row = await findGitToken(scope, uuid);
  await scope.db.gitToken.delete({ where: { id: row.id } });
  scope.notes.removed(row);
  await changed(scope, 'git_source', uuid);
}
