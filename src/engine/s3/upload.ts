import { AppError } from '../../domain/error';
import type { S3Object } from '../../domain/s3-bucket';
import type { Secret } from '../../domain/secret';
import { mustSucceed, sizeOfObject, textOf } from './bucket';
import { s3Request } from './request';
import { presigned } from './sign';

/** Most parts of an upload: their URLs are one variable of a program, which Linux limits to 128 KB. */
const MOST_PARTS = 100;
const LEAST_PART_BYTES = 64 * 1024 ** 2;
/** S3's limit for the validity of a URL, which must outlive its upload. */
const MOST_SECONDS = 7 * 86_400;

/** An upload that has begun. */
export interface Upload {
  object: S3Object;
  /** Upload id of the storage. */
  id: string;
}

export interface Parts {
  /** Bytes of each part except the last. */
  bytes: number;
  count: number;
}

/** Split a file into few parts, each small enough to repeat without much loss. */
export function partsOf(fileBytes: number): Parts {
  const bytes = Math.max(LEAST_PART_BYTES, Math.ceil(fileBytes / MOST_PARTS));
  return { bytes, count: Math.max(1, Math.ceil(fileBytes / bytes)) };
}

/** @throws AppError when the storage, or the guard of its address, refuses */
export async function beginUpload({ bucket, key }: S3Object): Promise<string> {
  const answer = await s3Request({ bucket, method: 'POST', key, query: { uploads: '' } });
  mustSucceed(answer, 'start an upload');
  const id = textOf(answer.body, 'UploadId');
  if (!id) throw new AppError('unavailable', 'The S3 storage started an upload but did not return its id.');
  return id;
}

/** Make the URLs to which a server may send the parts. */
export function partAddresses(
  { object: { bucket, key }, id }: Upload,
  count: number,
  deadlineMs: number,
): Promise<Secret[]> {
  const expires = expirySeconds(deadlineMs);
  return Promise.all(
    Array.from({ length: count }, (_, at) => {
      const query = { partNumber: String(at + 1), uploadId: id };
      return presigned({ bucket, method: 'PUT', key, query }, expires);
    }),
  );
}

/** Make the URL from which a server may download an object. */
export function objectAddress({ bucket, key }: S3Object, deadlineMs: number): Promise<Secret> {
  return presigned({ bucket, method: 'GET', key }, expirySeconds(deadlineMs));
}

function expirySeconds(deadlineMs: number): number {
  return Math.min(MOST_SECONDS, Math.ceil(deadlineMs / 1000) + 3600);
}

/**
 * Complete an upload, and check that the object has the bytes of the file. Repeatable: an upload completed before is
 * recognized by its object. @throws AppError unavailable
 */
export async function completeUpload({ object, id }: Upload, bytes: number): Promise<void> {
  if ((await sizeOfObject(object)) === bytes) return;
  const { bucket, key } = object;
  const list = await s3Request({ bucket, method: 'GET', key, query: { uploadId: id } });
  mustSucceed(list, 'list the parts of an upload');
  const parts = [...list.body.matchAll(/<Part>(.*?)<\/Part>/gs)].map(([, part = '']) => {
    return {
      number: textOf(part, 'PartNumber'),
      etag: textOf(part, 'ETag'),
      size: Number(textOf(part, 'Size')),
    };
  });
  const sent = parts.reduce((sum, { size }) => sum + size, 0);
  if (sent !== bytes)
    throw new AppError('unavailable', `The S3 storage has ${sent} of ${bytes} bytes of the file.`);
  const named = parts.map(
    ({ number, etag }) => `<Part><PartNumber>${number}</PartNumber><ETag>${etag}</ETag></Part>`,
  );
  const body = `<CompleteMultipartUpload>${named.join('')}</CompleteMultipartUpload>`;
  mustSucceed(
    await s3Request({ bucket, method: 'POST', key, query: { uploadId: id }, body }),
    'complete an upload',
  );
  const stored = await sizeOfObject(object);
  if (stored !== bytes)
    throw new AppError('unavailable', `The object has ${stored ?? 0} bytes, and the file ${bytes}.`);
}

/** Abort an upload and drop its parts; a missing one is fine. @throws AppError unavailable */
export async function abortUpload({ object: { bucket, key }, id }: Upload): Promise<void> {
  const answer = await s3Request({ bucket, method: 'DELETE', key, query: { uploadId: id } });
  if (answer.status !== 404) mustSucceed(answer, 'abort an upload');
}
