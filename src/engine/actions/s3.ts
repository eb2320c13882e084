import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { removeObject, sizeOfObject } from '../s3/bucket';
import { fetchFile, sendFile } from '../s3/transfer-scripts';
import {
  abortUpload,
  beginUpload,
  completeUpload,
  objectAddress,
  partAddresses,
  partsOf,
} from '../s3/upload';
import type { ActionContext, ActionFunction } from '../step/context';
import { followToEnd } from './jobs';

/**
 * Begin a multipart upload. Its id is a fact of its own step, so that a resumed operation finds the parts already
 * sent.
 */
export const beginUploadAction: ActionFunction<'begin-upload'> = async ({ object }, context) => {
  const known = context.facts.uploads?.[object.key];
  if (known) return undefined;
  return { uploads: { [object.key]: { id: await beginUpload(object), bytes: null } } };
};

/** Upload a file and prove that the object has the bytes of the dump (`deployment.md` D15.1). */
export const uploadFile: ActionFunction<'upload-file'> = async (action, context) => {
  const { object, file, job, deadlineMs } = action;
  const id = context.facts.uploads?.[object.key]?.id;
  const bytes = context.facts.dumps?.[file]?.bytes;
  if (id === undefined) throw new AppError('unavailable', 'The upload was not started.');
  if (bytes === undefined) throw new AppError('internal', 'The plan sends a file before it is created.');
  const parts = partsOf(bytes);
  const addresses = await partAddresses({ object, id }, parts.count, deadlineMs);
  const command = sendFile({ file, bytes, parts }, addresses, deadlineMs);
  const code = await followToEnd(job, command, hiding(context, addresses));
  if (code !== 0)
    throw new AppError('unavailable', 'The file could not be sent. See the lines above for the reason.');
  await completeUpload({ object, id }, bytes);
  await context.log.info(`The S3 storage has ${object.key} with ${bytes} bytes.`);
  return { uploads: { [object.key]: { id, bytes } } };
};

/** Abort an unfinished upload. A completed one stays: it is a backup. */
export const abortUploadAction: ActionFunction<'abort-upload'> = async ({ object }, { facts }) => {
  const upload = facts.uploads?.[object.key];
  if (upload && upload.bytes === null) await abortUpload({ object, id: upload.id });
  return undefined;
};

export const downloadFile: ActionFunction<'download-file'> = async (action, context) => {
  const { object, file, job, deadlineMs } = action;
  const bytes = await sizeOfObject(object);
  if (bytes === null)
    throw new AppError('conflict', `The S3 storage no longer has the object ${object.key}.`);
  const address = await objectAddress(object, deadlineMs);
  const code = await followToEnd(job, fetchFile(file, address, deadlineMs), hiding(context, [address]));
  if (code !== 0)
    throw new AppError('unavailable', 'The object could not be fetched. See the lines above for the reason.');
  await context.log.info(`Fetched ${bytes} bytes from the S3 storage.`);
  return undefined;
};

export const removeObjectAction: ActionFunction<'remove-object'> = async ({ object }) => {
  await removeObject(object);
  return undefined;
};

function hiding(context: ActionContext, addresses: readonly Secret[]): ActionContext {
  return { ...context, secrets: [...context.secrets, ...addresses] };
}
