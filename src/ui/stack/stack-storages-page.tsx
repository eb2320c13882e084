'use client';

import { Storages } from '../storages/storages';
import { useStack } from './use-stack';

export function StackStoragesPage({ uuid }: { uuid: string }) {
  const { stack } = useStack(uuid);
  return (
    <Storages
      kind="stack"
      uuid={uuid}
      project={stack?.project_uuid}
      components={stack && [...stack.applications, ...stack.databases]}
    >
      Mounted into one component, in addition to mounts in the compose file. A component with a volume or
      folder is stopped before its new version starts. Deploy to apply changes.
    </Storages>
  );
}
