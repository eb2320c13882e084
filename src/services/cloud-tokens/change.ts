import type { CloudToken } from '../../db/generated/client';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import type { Secret } from '../../domain/secret';
import { newUuid } from '../../lib/random';
import type { Scope } from '../context';
import { findCloudToken } from './find';

/** Store a token of a cloud provider, sealed, without asking the provider. */
export function createCloudToken(
  scope: Scope,
  { provider, name, token }: { provider: CloudProvider; name: string; token: Secret },
): Promise<CloudToken> {
  return scope.db.cloudToken.create({
    data: {
      uuid: newUuid(),
      organizationId: scope.organizationId,
      provider,
      name,
      tokenSealed: scope.database.sealer.seal(token, 'cloud_tokens.token'),
    },
  });
}

/** @throws AppError 404 */
export async function renameCloudToken(scope: Scope, uuid: string, name: string | undefined): Promise<void> {
  const before = await findCloudToken(scope, uuid);
  if (name === undefined) return;
  scope.notes.changed(before, await scope.db.cloudToken.update({ where: { id: before.id }, data: { name } }));
}

/** Forget a token. It stays valid at its provider. @throws AppError 404 */
export async function deleteCloudToken(scope: Scope, uuid: string): Promise<void> {
  const row = await findCloudToken(scope, uuid);
  await scope.db.cloudToken.delete({ where: { id: row.id } });
  scope.notes.removed(row);
}
