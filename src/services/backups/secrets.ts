import type { Dump } from '../../domain/database/dump';
import type { S3Object } from '../../domain/s3-bucket';
import type { Secret } from '../../domain/secret';

/** Values to redact from all text about a dump. */
export function secretsOfDump({ write, check, read }: Dump): Secret[] {
  return [write, check, read].flatMap(({ env }) => Object.values(env));
}

/** Values to redact from all text about copies in S3. */
export function secretsOfObjects(objects: readonly S3Object[]): Secret[] {
  return objects.flatMap(({ bucket: { key, secret } }) => [key, secret]);
}
