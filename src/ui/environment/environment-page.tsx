'use client';

import { useQuery } from '@tanstack/react-query';
import { Box, Plus } from 'lucide-react';
import { ApplicationRow } from '../application/application-row';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { ProjectFrame } from '../project/project-frame';
import { useCan } from '../session/use-can';
import { useTRPC } from '../trpc';

interface EnvironmentPageProps {
  project: string;
  environment: string;
}

export function EnvironmentPage({ project, environment }: EnvironmentPageProps) {
  return (
    <ProjectFrame uuid={project} environment={environment}>
      {() => <Applications project={project} environment={environment} />}
    </ProjectFrame>
  );
}

function Applications({ project, environment }: EnvironmentPageProps) {
  const trpc = useTRPC();
  const canCreate = useCan('application:create', project);
  const query = useQuery(
    trpc.application.list.queryOptions(
      { summary: true },
      { select: (rows) => rows.filter((row) => row.environment_uuid === environment) },
    ),
  );
  return (
    <QueryView query={query} what="Applications" skeleton={<ListSkeleton label="applications" />}>
      {(applications) =>
        applications.length === 0 ? (
          <EmptyState
            icon={Box}
            title={canCreate ? 'Deploy the first application' : 'Nothing is deployed here yet'}
            action={
              canCreate && (
                <ButtonLink variant="primary" href={paths.newApplication({ project, environment })}>
                  <Plus aria-hidden /> New application
                </ButtonLink>
              )
            }
          >
            From a Docker image, a Git repository or a Dockerfile, to one of your servers. Give it a domain,
            and the proxy of that server sends its traffic here.
          </EmptyState>
        ) : (
          <RowList label="Applications" rows={applications} keyOf={(row) => row.uuid}>
            {(row) => <ApplicationRow application={row} />}
          </RowList>
        )
      }
    </QueryView>
  );
}
