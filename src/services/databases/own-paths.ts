import { majorOfReference } from '../../engine/database/image-version';
import type { Scope } from '../context';
import { findDatabase } from './find';
import { kindOf, settingsOf } from './settings';
import { openValues } from './values';

/** The paths in the container of a database that hold its data and its configuration. */
export async function ownPathsOf(scope: Scope, uuid: string): Promise<string[]> {
  const row = await findDatabase(scope, uuid);
  const kind = kindOf(row.engine);
  const files = kind.files(settingsOf(row, openValues(scope.database.sealer, row)));
  return [
    kind.dataFolder(majorOfReference(row.image)),
    ...Object.values(kind.furtherFolders ?? {}),
    ...files.map(({ path }) => path),
  ];
}
