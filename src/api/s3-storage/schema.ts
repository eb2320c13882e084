import { z } from 'zod';
import { canReadSensitive } from '../../auth/decision';
import type { S3Storage } from '../../db/generated/client';
import { bucketName, s3Credential, s3Endpoint, s3Region } from '../../domain/input/credential/s3';
import { description } from '../../domain/input/description';
import { displayName } from '../../domain/input/display-name';
import { Secret } from '../../domain/secret';
import { secretInput, sensitive } from '../../domain/sensitive';
import type { Scope } from '../../services/context';
import { openKeys } from '../../services/s3-storages/sealed';
import { pathId } from '../wire/answers';
import { wireObject } from '../wire/object';
import { timestamp, toTimestamp } from '../wire/timestamp';

export const s3StorageWire = wireObject({
  id: z.int(),
  uuid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  bucket: z.string(),
  endpoint: z.string(),
  is_usable: z.boolean(),
  key: sensitive(z.string()).meta({
    description: 'The public half of the access key.',
    example: 'AKIAIOSFODNN7EXAMPLE',
  }),
  region: z.string(),
  secret: sensitive(z.string()),
  team_id: z.int(),
  created_at: timestamp,
  updated_at: timestamp,
}).meta({ id: 'S3Storage' });

const credential = secretInput(s3Credential).transform((text) => new Secret(text));

const fields = {
  name: displayName,
  description: description.nullable().optional(),
  endpoint: s3Endpoint,
  bucket: bucketName,
  region: s3Region,
  key: credential.meta({
    description: 'The public half of the access key.',
    example: 'AKIAIOSFODNN7EXAMPLE',
  }),
  secret: credential,
  is_usable: z.boolean().optional().meta({ description: 'Overwritten by the result of a validation.' }),
};

export const createS3StorageInput = z.strictObject(fields);
export const updateS3StorageInput = z.strictObject({
  uuid: pathId,
  ...z.object(fields).partial().shape,
});

export function toS3StorageWire(scope: Scope, row: S3Storage): z.infer<typeof s3StorageWire> {
  const keys = canReadSensitive(scope.principal, 'destination', null)
    ? openKeys(scope.database.sealer, row)
    : null;
  return {
    id: row.id,
    uuid: row.uuid,
    name: row.name,
    description: row.description,
    bucket: row.bucket,
    endpoint: row.endpoint,
    is_usable: row.isUsable,
    // Opened only for callers who may see them; for others redaction drops the fields and reports their names.
    key: keys?.key.reveal() ?? '',
    region: row.region,
    secret: keys?.secret.reveal() ?? '',
    team_id: scope.principal.organization.no,
    created_at: toTimestamp(row.createdAt),
    updated_at: toTimestamp(row.updatedAt),
  };
}
