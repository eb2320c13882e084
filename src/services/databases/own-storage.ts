import { volumeName } from '../../engine/database/component';
import { majorOfReference } from '../../engine/database/image-version';
import { mountedTlsFolder, tlsFolder } from '../../engine/database/tls';
import type { Scope } from '../context';
import { findDatabase } from './find';
import { kindOf, settingsToStart } from './settings';
import { openValues } from './values';

/** The storages that a database has besides its user's. */
export interface OwnStorage {
  /** Paths in its container. */
  paths: string[];
  /** Names of volumes. */
  volumes: string[];
}

/** The paths at which a database keeps its data and its configuration. */
export async function ownStorageOf(scope: Scope, uuid: string): Promise<OwnStorage> {
  const row = await findDatabase(scope, uuid);
  const kind = kindOf(row.engine);
  const files = kind.files(settingsToStart(row, openValues(scope.database.sealer, row)));
  const further = Object.entries(kind.furtherFolders ?? {});
  return {
    paths: [
      kind.dataFolder(majorOfReference(row.image)),
      ...further.map(([, path]) => path),
      ...files.map(({ path }) => path),
      ...(row.enableSsl ? [mountedTlsFolder, tlsFolder] : []),
    ],
    volumes: ['data', ...further.map(([folder]) => folder)].map((folder) =>
      volumeName(row.engine, uuid, folder),
    ),
  };
}
