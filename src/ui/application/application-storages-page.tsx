'use client';

import { Storages } from '../storages/storages';
import { useApplication } from './use-application';

export function ApplicationStoragesPage({ uuid }: { uuid: string }) {
  return (
    <Storages kind="application" uuid={uuid} project={useApplication(uuid).application?.project_uuid}>
      Mounted into the container. Only one container at a time may write to a volume or folder, so with one, a
      deployment stops the old version before it starts the new one. Files do not have this effect. Redeploy
      to apply changes.
    </Storages>
  );
}
