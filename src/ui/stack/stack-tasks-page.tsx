'use client';

import { ListSkeleton } from '../primitives/skeleton';
import { TasksPage } from '../tasks/tasks-page';
import { useTRPC } from '../trpc';
import { useStack } from './use-stack';

export function StackTasksPage({ uuid }: { uuid: string }) {
  const { stack } = useStack(uuid);
  const procedures = useTRPC().stack;
  if (!stack) return <ListSkeleton label="tasks" />;
  const components = [...stack.applications, ...stack.databases].map(({ name }) => name);
  const { project_uuid: project, server_uuid: server } = stack;
  return <TasksPage kind="stack" {...{ uuid, procedures, components, project, server }} />;
}
