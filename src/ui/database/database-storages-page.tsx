'use client';

import { Storages } from '../storages/storages';
import { useDatabase } from './use-database';

export function DatabaseStoragesPage({ uuid }: { uuid: string }) {
  return (
    <Storages kind="database" uuid={uuid} project={useDatabase(uuid).database?.project_uuid}>
      Mounted into the engine’s container, in addition to the volume with its data. Restart to apply changes.
    </Storages>
  );
}
