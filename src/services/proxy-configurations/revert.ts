import type { Scope } from '../context';
import { getEntry } from './history';
import { saveConfiguration } from './save';

/** Activate the text of an earlier entry again. @throws AppError like saveConfiguration */
export async function revertConfiguration(scope: Scope, uuid: string, entryUuid: string): Promise<void> {
  const entry = await getEntry(scope, uuid, entryUuid);
  await saveConfiguration(scope, uuid, { text: entry.text, revertedTo: entryUuid });
}
