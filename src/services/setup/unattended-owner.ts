import type { Database } from '../../db/database';
import { AppError } from '../../domain/error';
import type { Secret } from '../../domain/secret';
import { createOwner } from './create-owner';

/**
 * Create the first owner from the environment, unless another process has done so.
 * @throws AppError bad_request when the password is too easy to guess
 */
export async function createUnattendedOwner(
  database: Pick<Database, 'db' | 'unscoped'>,
  { email, password }: { email: string; password: Secret },
): Promise<void> {
  const address = email.toLowerCase();
  const name = address.slice(0, address.indexOf('@'));
  try {
    await createOwner(database, { name, email: address, password, organizationName: 'Default organization' });
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    if (error.code === 'conflict') return;
    const reason = error.fields?.password?.join(' ') ?? error.message;
    throw new AppError('bad_request', `Gantry cannot start: GANTRY_OWNER_PASSWORD was refused. ${reason}`, {
      cause: error,
    });
  }
}
