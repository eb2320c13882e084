import { AppError } from '../../domain/error';
import type { S3Bucket, S3Object } from '../../domain/s3-bucket';
import { type S3Answer, s3Request } from './request';

/**
 * Check that a bucket can be listed, written and cleaned, as backups need.
 * @throws AppError with the reason, for the user who set it up
 */
export async function checkBucket(bucket: S3Bucket, probeKey: string): Promise<void> {
  const list = { 'list-type': '2', 'max-keys': '1' };
  mustSucceed(await s3Request({ bucket, method: 'GET', query: list }), 'list the bucket');
  mustSucceed(
    await s3Request({ bucket, method: 'PUT', key: probeKey, body: 'gantry' }),
    'write an object into the bucket',
  );
  await removeObject({ bucket, key: probeKey });
}

/** Remove an object; a missing one is fine. @throws AppError unavailable */
export async function removeObject({ bucket, key }: S3Object): Promise<void> {
  const answer = await s3Request({ bucket, method: 'DELETE', key });
  if (answer.status !== 404) mustSucceed(answer, 'delete an object from the bucket');
}

/** Get the size of an object in bytes; null when it does not exist. @throws AppError unavailable */
export async function sizeOfObject({ bucket, key }: S3Object): Promise<number | null> {
  const answer = await s3Request({ bucket, method: 'HEAD', key });
  if (answer.status === 404) return null;
  mustSucceed(answer, 'read the metadata of an object in the bucket');
  return answer.length;
}

/**
 * Require a successful answer. @param what completes "The S3 storage does not let Gantry …" @throws AppError
 * unavailable
 */
export function mustSucceed({ status, body }: S3Answer, what: string): void {
  if (status >= 200 && status < 300 && !/<Error>/.test(body)) return;
  const code = textOf(body, 'Code') ?? `status ${status}`;
  const message = textOf(body, 'Message');
  throw new AppError(
    'unavailable',
    `The S3 storage does not let Gantry ${what}: ${code}${message ? `, ${message}` : ''}`,
  );
}

const entities: Readonly<Record<string, string>> = { quot: '"', amp: '&', lt: '<', gt: '>', apos: "'" };

/** Get the text of the first element of this name in an answer. */
export function textOf(xml: string, name: string): string | null {
  const found = new RegExp(`<${name}>([^<]{0,2000})</${name}>`).exec(xml)?.[1];
  return found?.replace(/&(quot|amp|lt|gt|apos|#34);/g, (_, entity) => entities[entity] ?? '"') ?? null;
}
