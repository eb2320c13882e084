'use client';

import { Box, Plus } from 'lucide-react';
import { useState } from 'react';
import { ApplicationRow } from '../application/application-row';
import { EmptyState } from '../feedback/empty-state';
import { ListSearch } from '../feedback/list-search';
import { QueryView } from '../feedback/query-view';
import { usePages } from '../feedback/use-pages';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useSettled } from '../primitives/use-settled';
import { ProjectFrame } from '../project/project-frame';
import { useCan } from '../session/use-can';
import { useTRPC, useTRPCClient } from '../trpc';

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
  const client = useTRPCClient();
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim());
  const { query, rows, more } = usePages(
    trpc.application.list.pathKey(),
    { environment, search: wanted },
    (page, signal) =>
      client.application.list.query(
        {
          ...page,
          summary: true,
          environment_uuid: environment,
          ...(wanted === '' ? {} : { search: wanted }),
        },
        { signal },
      ),
  );
  return (
    <>
      <ListSearch label="Search applications" value={search} onChange={setSearch} count={rows.length} />
      <QueryView query={query} what="Applications" skeleton={<ListSkeleton label="applications" />}>
        {() => {
          if (rows.length === 0 && (wanted !== '' || search !== ''))
            return <p className="py-6 text-ink-3">No application has this name.</p>;
          return rows.length === 0 ? (
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
            <RowList label="Applications" rows={rows} keyOf={(row) => row.uuid} more={more}>
              {(row) => <ApplicationRow application={row} />}
            </RowList>
          );
        }}
      </QueryView>
    </>
  );
}
