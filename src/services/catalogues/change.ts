import type { Catalogue } from '../../db/generated/client';
import { isUniqueViolation } from '../../db/violations';
import type { CatalogueFormat } from '../../domain/compose/template';
import { type AppError, invalidField } from '../../domain/error';
import { parseGitRepository } from '../../domain/input/git/git-repository';
import { newUuid } from '../../lib/random';
import { requireRepositoryHost } from '../applications/source-host';
import { changed } from '../changed';
import type { OrganizationScope, Scope } from '../context';
import { BUILT_IN, findCatalogue } from './catalogue';
import { requireFolderHere } from './folder-here';

export interface CatalogueInput {
  name: string;
  url: string | null;
  path: string | null;
  branch: string | null;
  folder: string;
  format: CatalogueFormat;
}

const MAX_CATALOGUES = 50;

/**
 * Add a catalogue and have it read.
 * @throws AppError 422 for an address or folder that is not allowed, a name that is taken, or one catalogue too many
 */
export async function createCatalogue(scope: Scope, input: CatalogueInput): Promise<Catalogue> {
  await requireSource(scope, input);
  if (input.name === BUILT_IN) throw nameTaken();
  if ((await scope.db.catalogue.count()) >= MAX_CATALOGUES)
    throw invalidField('name', `An organization can have at most ${MAX_CATALOGUES} catalogues.`);
  const row = await scope.db.catalogue
    .create({ data: { ...input, uuid: newUuid(), organizationId: scope.organizationId } })
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? nameTaken() : error;
    });
  await enqueueRefresh(scope, row.uuid);
  return row;
}

function nameTaken(): AppError {
  return invalidField('name', 'This name is taken.');
}

async function requireSource(scope: Scope, { url, path }: CatalogueInput): Promise<void> {
  if ((url === null) === (path === null)) throw invalidField('url', 'Set either url or path.');
  if (path !== null) await requireFolderHere(scope, path);
  if (url === null) return;
  if (parseGitRepository(url)?.transport === 'ssh')
    throw invalidField('url', 'Only https:// repositories are supported.');
  requireRepositoryHost(scope, url, 'url');
}

/** Queue another read of a catalogue's templates. @throws AppError 404 */
export async function requestRefresh(scope: Scope, uuid: string): Promise<void> {
  await findCatalogue(scope, uuid);
  await enqueueRefresh(scope, uuid);
}

/** A second request replaces one that is still waiting. */
export async function enqueueRefresh(
  scope: Pick<OrganizationScope, 'queue' | 'organizationId' | 'actorUserId' | 'changes'>,
  uuid: string,
): Promise<void> {
  const { organizationId, actorUserId } = scope;
  const payload = { organizationId, actorUserId, catalogueUuid: uuid };
  await scope.queue.enqueue('catalogue.refresh', payload, { key: `catalogue.refresh:${uuid}` });
  await changed(scope, 'template', uuid);
}

/** Delete a catalogue and its templates. Services created from them stay as they are. @throws AppError 404 */
export async function deleteCatalogue(scope: Scope, uuid: string): Promise<void> {
  const row = await findCatalogue(scope, uuid);
  await scope.db.catalogue.delete({ where: { id: row.id } });
  scope.notes.removed(row);
  await changed(scope, 'template', uuid);
}
