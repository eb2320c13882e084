'use client';

import { TasksPage } from '../tasks/tasks-page';
import { useTRPC } from '../trpc';
import { useApplication } from './use-application';

export function ApplicationTasksPage({ uuid }: { uuid: string }) {
  const { application } = useApplication(uuid);
  return (
    <TasksPage
      kind="application"
      procedures={useTRPC().application}
      components={[]}
      project={application?.project_uuid}
      server={application?.server_uuid}
      uuid={uuid}
    />
  );
}
