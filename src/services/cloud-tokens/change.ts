import type { CloudToken } from '../../db/generated/client';
import { AppError, invalidField } from '../../domain/error';
import type { CloudProvider } from '../../domain/input/credential/cloud';
import type { Secret } from '../../domain/secret';
import { dnsProviders } from '../../engine/dns/providers';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { requireOutgoingUrl } from '../outgoing-address';
import { findCloudToken } from './find';

export interface CloudTokenInput {
  provider: CloudProvider;
  name: string;
  token: Secret;
  /** Base URL of the program; null: the provider has its own. */
  endpoint: string | null;
}

/**
 * Store a token of a cloud provider, sealed, without asking the provider.
 * @throws AppError 422 for an endpoint that is missing, not needed, or not allowed
 */
export async function createCloudToken(
  scope: Scope,
  { provider, name, token, endpoint }: CloudTokenInput,
): Promise<CloudToken> {
  requireEndpoint(scope, provider, endpoint);
  const row = await scope.db.cloudToken.create({
    data: {
      uuid: newUuid(),
      organizationId: scope.organizationId,
      provider,
      name,
      endpoint,
      tokenSealed: scope.database.sealer.seal(token, 'cloud_tokens.token'),
    },
  });
  await changed(scope, 'private_key', row.uuid);
  return row;
}

function requireEndpoint(scope: Scope, provider: CloudProvider, endpoint: string | null): void {
  const isNeeded = dnsProviders[provider].baseUrl === null;
  if (isNeeded && endpoint === null)
    throw invalidField('endpoint', `Is required for ${provider}: the URL of the program.`);
  if (!isNeeded && endpoint !== null)
    throw invalidField('endpoint', `Must be absent for ${provider}, whose address is known.`);
  if (endpoint !== null) requireOutgoingUrl(scope.installation, 'endpoint', endpoint);
}

/** @throws AppError 404 */
export async function renameCloudToken(scope: Scope, uuid: string, name: string | undefined): Promise<void> {
  const before = await findCloudToken(scope, uuid);
  if (name === undefined) return;
  scope.notes.changed(before, await scope.db.cloudToken.update({ where: { id: before.id }, data: { name } }));
  await changed(scope, 'private_key', uuid);
}

/** Forget a token. It stays valid at its provider. @throws AppError 404 · 409 while certificates are renewed with it */
export async function deleteCloudToken(scope: Scope, uuid: string): Promise<void> {
  const row = await findCloudToken(scope, uuid);
  const used = await scope.db.dnsCertificate.findFirst({
    where: { cloudTokenId: row.id },
    include: { server: true },
  });
  if (used)
    throw new AppError(
      'conflict',
      `The certificate of ${used.names.join(', ')} on the server ${used.server.name} is renewed with this token. Delete the certificate first.`,
    );
  await scope.db.cloudToken.delete({ where: { id: row.id } });
  scope.notes.removed(row);
  await changed(scope, 'private_key', uuid);
}
