'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { CreateEnvironmentDialog } from '../environment/create-environment-dialog';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { TabNavigation } from '../page/tab-navigation';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { ButtonLink } from '../primitives/button-link';
import { ListSkeleton } from '../primitives/skeleton';
import type { Project } from '../resources';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';

interface ProjectFrameProps {
  uuid: string;
  /** Environment that is shown; new workloads are created in it. */
  environment?: string;
  children: (project: Project) => ReactNode;
}

/** Header and tabs of a project: one tab per environment, and its settings. */
export function ProjectFrame({ uuid, environment, children }: ProjectFrameProps) {
  const trpc = useTRPC();
  const project = useQuery(trpc.project.get.queryOptions({ uuid }));
  const [isAdding, setAdding] = useState(false);
  const canAddEnvironment = useCan('environment:create', uuid);
  const canAddDatabase = useCan('database:create', uuid);
  const canAddStack = useCan('service:create', uuid);
  const canAddApplication = useCan('application:create', uuid);
  return (
    <QueryView query={project} what="This project" skeleton={<ListSkeleton label="project" />}>
      {(data) => (
        <>
          <PageHeader
            title={data.name}
            crumbs={[{ label: 'Projects', href: paths.projects() }]}
            actions={
              <>
                {canAddEnvironment && (
                  <Button onClick={() => setAdding(true)}>
                    <Plus aria-hidden /> Environment
                  </Button>
                )}
                {canAddDatabase && (
                  <ButtonLink href={paths.newDatabase({ project: uuid, environment })}>
                    <Plus aria-hidden /> New database
                  </ButtonLink>
                )}
                {canAddStack && (
                  <ButtonLink href={paths.newStack({ project: uuid, environment })}>
                    <Plus aria-hidden /> New service
                  </ButtonLink>
                )}
                {canAddApplication && (
                  <ButtonLink variant="primary" href={paths.newApplication({ project: uuid, environment })}>
                    <Plus aria-hidden /> New application
                  </ButtonLink>
                )}
              </>
            }
          >
            {data.description}
          </PageHeader>
          <TabNavigation
            label="Environments"
            tabs={[
              ...data.environments.map(({ name, uuid: id }) => ({
                label: name,
                href: paths.environment(uuid, id),
              })),
              { label: 'Settings', href: paths.projectSettings(uuid) },
            ]}
          />
          {children(data)}
          <CreateEnvironmentDialog open={isAdding} onOpenChange={setAdding} project={uuid} />
        </>
      )}
    </QueryView>
  );
}
