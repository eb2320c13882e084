'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { QueryView } from '../feedback/query-view';
import { paths } from '../paths';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';

/** Page of a project, which redirects to its first environment or, if it has none, to its settings. */
export function ProjectPage({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const router = useRouter();
  const project = useQuery(trpc.project.get.queryOptions({ uuid }));
  const first =
    project.data?.environments.find(({ name }) => name === 'production') ?? project.data?.environments[0];
  useEffect(() => {
    if (!project.data) return;
    router.replace(first ? paths.environment(uuid, first.uuid) : paths.projectSettings(uuid));
  }, [project.data, first, uuid, router]);
  return (
    <QueryView query={project} what="This project" skeleton={<ListSkeleton label="project" />}>
      {() => <ListSkeleton label="project" />}
    </QueryView>
  );
}
