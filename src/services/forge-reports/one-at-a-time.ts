import { tryExclusively } from '../../db/advisory-lock';
import { AppError } from '../../domain/error';
import type { OrganizationScope } from '../context';

/**
 * Write one report at a time, so that an older state never replaces a newer one.
 * @param name of what is reported
 * @throws AppError unavailable while another process writes it: the queue tries again
 */
export async function oneAtATime(
  { database }: Pick<OrganizationScope, 'database'>,
  name: string,
  write: () => Promise<void>,
): Promise<void> {
  const isAlone = await tryExclusively(database.maintenance, name, write);
  if (!isAlone) throw new AppError('unavailable', `Another process writes the ${name}.`);
}
