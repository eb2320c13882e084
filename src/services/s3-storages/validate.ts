import { AppError } from '../../domain/error';
import { checkBucket } from '../../engine/s3/bucket';
import { newUuid } from '../../lib/random';
import { changed } from '../changed';
import type { Scope } from '../context';
import { findS3Storage } from './find';
import { bucketOf } from './sealed';

export interface Validation {
  isValid: boolean;
  message: string;
}

/** Ask a storage whether it can hold backups, and store the answer. @throws AppError 404 */
export async function validateS3Storage(scope: Scope, uuid: string): Promise<Validation> {
  const row = await findS3Storage(scope, uuid);
  const outcome = await askStorage(() => checkBucket(bucketOf(scope, row), `gantry-check-${newUuid()}`));
  await scope.db.s3Storage.updateMany({
    // Settings changed in the meantime were not validated.
    where: { id: row.id, updatedAt: row.updatedAt },
    data: { isUsable: outcome.isValid },
  });
  await changed(scope, 's3_storage', uuid);
  return outcome;
}

async function askStorage(ask: () => Promise<void>): Promise<Validation> {
  try {
    await ask();
    return { isValid: true, message: 'S3 storage connection is valid.' };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'internal') throw error;
    return { isValid: false, message: error.message };
  }
}
