'use client';

import { Storages } from '../storages/storages';
import { useDatabase } from './use-database';

export function DatabaseStoragesPage({ uuid }: { uuid: string }) {
  return (
    <Storages kind="database" uuid={uuid} project={useDatabase(uuid).database?.project_uuid}>
      Mounted into the container of the engine, beside the volume that holds its data. Restart to apply a
      change.
    </Storages>
  );
}
