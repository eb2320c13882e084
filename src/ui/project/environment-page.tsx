'use client';

import { Box, Plus } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { ListSearch } from '../feedback/list-search';
import { Section } from '../page/section';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { useSettled } from '../primitives/use-settled';
import { useCan } from '../session/use-can';
import { SharedVariablesList } from '../shared-variables/shared-variables-list';
import { ProjectFrame } from './project-frame';
import { useWorkloadLists } from './use-workload-lists';
import { WorkloadLists } from './workload-lists';

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
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim());
  const lists = useWorkloadLists({
    environment_uuid: environment,
    ...(wanted === '' ? {} : { search: wanted }),
  });
  const isSearching = wanted !== '' || search !== '';
  return (
    <>
      <ListSearch label="Search this environment" value={search} onChange={setSearch} count={lists.count} />
      <WorkloadLists
        lists={lists}
        empty={
          isSearching ? (
            <p className="py-6 text-ink-3">No results.</p>
          ) : (
            <NothingYet project={project} environment={environment} />
          )
        }
      />
    </>
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
