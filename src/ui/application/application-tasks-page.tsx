'use client';

import { TasksPage } from '../tasks/tasks-page';
import { useTRPC } from '../trpc';
import { useApplication } from './use-application';

export function ApplicationTasksPage({ uuid }: { uuid: string }) {
  const project = useApplication(uuid).application?.project_uuid;
  return (
    <TasksPage kind="application" procedures={useTRPC().application} components={[]} {...{ uuid, project }} />
  );
}
