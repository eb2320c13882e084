'use client';

import { Box, Plus } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { ApplicationRow } from '../application/application-row';
import { DatabaseRow } from '../database/database-row';
import { EmptyState } from '../feedback/empty-state';
import { ListSearch } from '../feedback/list-search';
import { QueryView } from '../feedback/query-view';
import { usePages } from '../feedback/use-pages';
import { Section } from '../page/section';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useSettled } from '../primitives/use-settled';
import { useCan } from '../session/use-can';
import { SharedVariablesList } from '../shared-variables/shared-variables-list';
import { StackRow } from '../stack/stack-row';
import { useTRPC, useTRPCClient } from '../trpc';
import { ProjectFrame } from './project-frame';

interface EnvironmentPageProps {
  project: string;
  environment: string;
}

export function EnvironmentPage({ project, environment }: EnvironmentPageProps) {
  return (
    <ProjectFrame uuid={project} environment={environment}>
      {() => (
        <>
          <Workloads project={project} environment={environment} />
          <div className="mt-10">
            <Section
              title="Shared variables"
              description="Available to the variables of all workloads in this environment."
            >
              <SharedVariablesList owner={{ kind: 'environment', project, environment }} project={project} />
            </Section>
          </div>
        </>
      )}
    </ProjectFrame>
  );
}

/** Workloads of an environment by kind, with live status. */
function Workloads({ project, environment }: EnvironmentPageProps) {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim());
  const input = { environment, search: wanted };
  const asked = {
    summary: true,
    environment_uuid: environment,
    ...(wanted === '' ? {} : { search: wanted }),
  };
  const applications = usePages(trpc.application.list.pathKey(), input, (page, signal) =>
    client.application.list.query({ ...page, ...asked }, { signal }),
  );
  const databases = usePages(trpc.database.list.pathKey(), input, (page, signal) =>
    client.database.list.query({ ...page, ...asked }, { signal }),
  );
  const stacks = usePages(trpc.stack.list.pathKey(), input, (page, signal) =>
    client.stack.list.query({ ...page, ...asked }, { signal }),
  );
  const count = applications.rows.length + databases.rows.length + stacks.rows.length;
  const isSearching = wanted !== '' || search !== '';
  return (
    <>
      <ListSearch label="Search this environment" value={search} onChange={setSearch} count={count} />
      <QueryView
        query={applications.query}
        what="Applications"
        skeleton={<ListSkeleton label="applications" />}
      >
        {() => (
          <QueryView query={databases.query} what="Databases" skeleton={<ListSkeleton label="databases" />}>
            {() => {
              if (count === 0)
                return isSearching ? (
                  <p className="py-6 text-ink-3">No results.</p>
                ) : (
                  <NothingYet project={project} environment={environment} />
                );
              return (
                <div className="space-y-8">
                  <Kind title="Applications" isEmpty={applications.rows.length === 0}>
                    <RowList
                      label="Applications"
                      rows={applications.rows}
                      keyOf={(row) => row.uuid}
                      more={applications.more}
                    >
                      {(row) => <ApplicationRow application={row} />}
                    </RowList>
                  </Kind>
                  <Kind title="Databases" isEmpty={databases.rows.length === 0}>
                    <RowList
                      label="Databases"
                      rows={databases.rows}
                      keyOf={(row) => row.uuid}
                      more={databases.more}
                    >
                      {(row) => <DatabaseRow database={row} />}
                    </RowList>
                  </Kind>
                  <Kind title="Services" isEmpty={stacks.rows.length === 0}>
                    <RowList label="Services" rows={stacks.rows} keyOf={(row) => row.uuid} more={stacks.more}>
                      {(row) => <StackRow stack={row} />}
                    </RowList>
                  </Kind>
                </div>
              );
            }}
          </QueryView>
        )}
      </QueryView>
    </>
  );
}

/** Workloads of one kind below a heading; nothing if there are none. */
function Kind({ title, isEmpty, children }: { title: string; isEmpty: boolean; children: ReactNode }) {
  if (isEmpty) return null;
  return (
    <section aria-label={title}>
      <h2 className="mb-2 font-medium text-ink-2">{title}</h2>
      {children}
    </section>
  );
}

function NothingYet({ project, environment }: EnvironmentPageProps) {
  const canCreate = useCan('application:create', project);
  const canCreateDatabase = useCan('database:create', project);
  const canCreateStack = useCan('service:create', project);
  return (
    <EmptyState
      icon={Box}
      title={canCreate ? 'Deploy the first application' : 'Nothing is deployed here yet'}
      action={
        (canCreate || canCreateDatabase || canCreateStack) && (
          <>
            {canCreate && (
              <ButtonLink variant="primary" href={paths.newApplication({ project, environment })}>
                <Plus aria-hidden /> New application
              </ButtonLink>
            )}
            {canCreateDatabase && (
              <ButtonLink href={paths.newDatabase({ project, environment })}>
                <Plus aria-hidden /> New database
              </ButtonLink>
            )}
            {canCreateStack && (
              <ButtonLink href={paths.newStack({ project, environment })}>
                <Plus aria-hidden /> New service
              </ButtonLink>
            )}
          </>
        )
      }
    >
      Deploy a Docker image, a Git repository or a Dockerfile to one of your servers. Add a domain, and that
      server’s proxy routes its traffic to the application. A database next to it gets an address that only
      works in this environment.
    </EmptyState>
  );
}
