import type { S3Storage } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { Secret } from '../../domain/secret';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { requireOutgoingUrl } from '../outgoing-address';
import { findS3Storage } from './find';
import { sealKey, sealSecret } from './sealed';

export interface S3StorageInput {
  name: string;
  description: string | null;
  endpoint: string;
  bucket: string;
  region: string;
  key: Secret;
  secret: Secret;
  isUsable: boolean;
}

/** @throws AppError 422 for an endpoint at an address that is not allowed */
export async function createS3Storage(scope: Scope, input: S3StorageInput): Promise<S3Storage> {
  requireOutgoingUrl(scope.installation, 'endpoint', input.endpoint);
  const { key, secret, ...columns } = input;
  const { sealer } = scope.database;
  const row = await scope.db.s3Storage.create({
    data: {
      ...columns,
      uuid: newUuid(),
      organizationId: scope.organizationId,
      keySealed: sealKey(sealer, key),
      secretSealed: sealSecret(sealer, secret),
    },
  });
  await changed(scope, 's3_storage', row.uuid);
  return row;
}

/** Change only what was sent. With another address or key, it must be validated again. @throws AppError 404, 422 */
export async function updateS3Storage(
  scope: Scope,
  uuid: string,
  change: Partial<S3StorageInput>,
): Promise<void> {
  const before = await findS3Storage(scope, uuid);
  if (change.endpoint !== undefined) requireOutgoingUrl(scope.installation, 'endpoint', change.endpoint);
  const isOther = (['endpoint', 'bucket', 'region', 'key', 'secret'] as const).some(
    (name) => change[name] !== undefined,
  );
  const after = await scope.db.s3Storage.update({
    where: { id: before.id },
    data: { ...(isOther && { isUsable: false }), ...columnsOf(scope.database.sealer, change) },
  });
  scope.notes.changed(before, after);
  await changed(scope, 's3_storage', uuid);
}

function columnsOf(sealer: Sealer, { key, secret, ...columns }: Partial<S3StorageInput>) {
  return {
    ...columns,
    ...(key && { keySealed: sealKey(sealer, key) }),
    ...(secret && { secretSealed: sealSecret(sealer, secret) }),
  };
}

/**
 * Delete a storage from the records. Its objects stay where they are; schedules continue without it, and backups with
 * no other copy are forgotten.
 */
export async function deleteS3Storage(scope: Scope, uuid: string): Promise<void> {
  const row = await findS3Storage(scope, uuid);
  await scope.db.$transaction(async (tx) => {
    const where = { s3StorageId: row.id };
    await tx.backupSchedule.updateMany({ where, data: { savesToS3: false } });
    await tx.backupExecution.deleteMany({ where: { ...where, isLocal: false } });
    await tx.backupExecution.updateMany({ where, data: { isInS3: false } });
    await tx.s3Storage.delete({ where: { id: row.id } });
  });
  scope.notes.removed(row);
  await changed(scope, 's3_storage', uuid);
}
