'use client';

import { Boxes, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { ListSearch } from '../feedback/list-search';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { usePages } from '../feedback/use-pages';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useSettled } from '../primitives/use-settled';
import { useCan } from '../session/use-can';
import { type Outputs, useTRPC, useTRPCClient } from '../trpc';
import { ConditionSummary } from './condition-summary';

/** First steps, shown to the owner of a new installation. */
const GetStarted = dynamic(() => import('./get-started').then((module) => module.GetStarted), {
  loading: () => <ListSkeleton label="the first steps" rows={3} />,
});
/** Dialog, loaded with its form and validators when it is opened. */
const CreateProjectDialog = dynamic(() =>
  import('./create-project-dialog').then((module) => module.CreateProjectDialog),
);

type ProjectRow = Outputs['project']['list'][number];

export function ProjectsPage() {
  const trpc = useTRPC();
  const client = useTRPCClient();
  const router = useRouter();
  const canCreate = useCan('project:create');
  const isCreating = useSearchParams().get('new') === 'project' && canCreate;
  const [search, setSearch] = useState('');
  const wanted = useSettled(search.trim());
  const { query, rows, more } = usePages(trpc.project.list.pathKey(), { search: wanted }, (page, signal) =>
    client.project.list.query(
      { ...page, summary: true, ...(wanted === '' ? {} : { search: wanted }) },
      { signal },
    ),
  );
  const isNone = query.data !== undefined && rows.length === 0 && wanted === '' && search === '';
  const create = (
    <Button variant="primary" onClick={() => router.replace(paths.newProject())}>
      <Plus aria-hidden /> New project
    </Button>
  );
  return (
    <>
      <PageHeader title="Projects" actions={canCreate && query.data && !isNone ? create : undefined} />
      <ListSearch label="Search projects" value={search} onChange={setSearch} count={rows.length} />
      <QueryView query={query} what="Projects" skeleton={<ListSkeleton label="projects" />}>
        {() => {
          if (isNone) return <NoProjects canCreate={canCreate} />;
          if (rows.length === 0) return <p className="py-6 text-ink-3">No matching projects.</p>;
          return (
            <RowList label="Projects" rows={rows} keyOf={(row) => row.uuid} more={more}>
              {(row) => <ProjectListRow project={row} />}
            </RowList>
          );
        }}
      </QueryView>
      {isCreating && (
        <CreateProjectDialog open onOpenChange={(open) => !open && router.replace(paths.projects())} />
      )}
    </>
  );
}

function NoProjects({ canCreate }: { canCreate: boolean }) {
  if (canCreate) return <GetStarted />;
  return (
    <EmptyState icon={Boxes} title="No projects yet">
      Projects appear here once an owner or admin creates one or gives you access.
    </EmptyState>
  );
}

function ProjectListRow({ project }: { project: ProjectRow }) {
  const applications = project.application_count ?? 0;
  return (
    <Row compact title={project.name} href={paths.project(project.uuid)} detail={project.description}>
      <Cell className="w-52">
        {applications === 0 ? (
          <span className="text-ink-3">No applications</span>
        ) : (
          <ConditionSummary conditions={project.application_conditions ?? {}} />
        )}
      </Cell>
      <Cell className="hidden w-32 tabular-nums md:block">
        {project.environment_count} {project.environment_count === 1 ? 'environment' : 'environments'}
      </Cell>
      <Cell className="hidden w-24 text-right text-ink-3 sm:block">
        <Time value={project.updated_at} />
      </Cell>
    </Row>
  );
}
