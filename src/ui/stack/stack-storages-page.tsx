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
      Mounted into one component, beside what the compose file mounts. A component with a volume or folder
      stops before its new version starts. Deploy to apply a change.
    </Storages>
  );
}
