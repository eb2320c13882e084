import { isUniqueViolation } from '../../db/violations';
import { AppError, invalidField } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { parseSshKey, type SshKey } from '../../lib/ssh-key';
import type { Scope } from '../context';
import { sealPrivateKey } from './sealed';

/** Parse a key, or refuse `private_key` (422) with the parser's reason. */
export function readKey(pem: Secret): SshKey {
  try {
    return parseSshKey(pem);
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad_request')
      throw invalidField('private_key', error.message);
    throw error;
  }
}

/** The columns that hold a key. */
export function keyColumns(scope: Pick<Scope, 'database'>, key: SshKey) {
  return {
    privateKeySealed: sealPrivateKey(scope.database.sealer, key.privateKey),
    publicKey: key.publicKey,
    fingerprint: key.fingerprint,
  };
}

/**
 * Write a key, or refuse a fingerprint that the organization already has (hostile-inputs §3). The database decides, so
 * no race gets past.
 */
export async function refuseDuplicate<T>(write: Promise<T>): Promise<T> {
  try {
    return await write;
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('validation_failed', 'Private key already exists.', { cause: error });
    throw error;
  }
}
