import type { S3Storage } from '../../db/generated/client';
import type { Sealer } from '../../db/sealed';
import type { S3Bucket } from '../../domain/s3-bucket';
import type { Secret } from '../../domain/secret';
import type { OrganizationScope } from '../context';

export function sealKey(sealer: Sealer, key: Secret): Uint8Array<ArrayBuffer> {
  return sealer.seal(key.reveal(), 's3_storages.key');
}

export function sealSecret(sealer: Sealer, secret: Secret): Uint8Array<ArrayBuffer> {
  return sealer.seal(secret.reveal(), 's3_storages.secret');
}

/** Key and secret of a storage. */
export function openKeys(
  sealer: Sealer,
  { keySealed, secretSealed }: Pick<S3Storage, 'keySealed' | 'secretSealed'>,
): { key: Secret; secret: Secret } {
  return {
    key: sealer.open(keySealed, 's3_storages.key'),
    secret: sealer.open(secretSealed, 's3_storages.secret'),
  };
}

/** The bucket of a storage in the engine's form. */
export function bucketOf(
  { database, installation }: Pick<OrganizationScope, 'database' | 'installation'>,
  row: S3Storage,
): S3Bucket {
  const { endpoint, bucket, region } = row;
  const { internalHosts } = installation;
  return { endpoint, bucket, region, internalHosts, ...openKeys(database.sealer, row) };
}
