'use client';

import { Storages } from '../storages/storages';
import { useApplication } from './use-application';

export function ApplicationStoragesPage({ uuid }: { uuid: string }) {
  return (
    <Storages kind="application" uuid={uuid} project={useApplication(uuid).application?.project_uuid}>
      Mounted into the container. A volume or folder is written by one container at a time, so with one a
      deployment stops the old version before it starts the new one; files alone change nothing about that.
      Redeploy to apply a change.
    </Storages>
  );
}
