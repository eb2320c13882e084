import { AppError } from '../../domain/error';
import { proxyNames } from '../../domain/proxy';
import type { Scope } from '../context';
import { findServer } from '../servers/find';
import { getEntry } from './history';
import { saveConfiguration } from './save';
import { programOf } from './stored';

/**
 * Activate the text of an earlier entry again.
 * @throws AppError like saveConfiguration; `conflict` when it is for another program than the server uses
 */
export async function revertConfiguration(scope: Scope, uuid: string, entryUuid: string): Promise<void> {
  const entry = await getEntry(scope, uuid, entryUuid);
  const program = programOf(await findServer(scope, uuid));
  if (entry.program !== program)
    throw new AppError(
      'conflict',
      `This configuration was not written for ${proxyNames[program]}, which this server uses now.`,
    );
  await saveConfiguration(scope, uuid, { text: entry.text, revertedTo: entryUuid });
}
