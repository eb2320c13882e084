'use client';

import { useQuery } from '@tanstack/react-query';
import { Boxes, Plus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useRouter, useSearchParams } from 'next/navigation';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Time } from '../feedback/time';
import { paths } from '../paths';
import { Button } from '../primitives/button';
import { Cell, Row, RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan } from '../session/use-can';
import { PageHeader } from '../shell/page-header';
import { type Outputs, useTRPC } from '../trpc';
import { ConditionSummary } from './condition-summary';
import { GetStarted } from './get-started';

/** Forms and their validators are loaded when one is opened. */
const CreateProjectDialog = dynamic(() =>
  import('./create-project-dialog').then((module) => module.CreateProjectDialog),
);

type ProjectRow = Outputs['project']['list'][number];

export function ProjectsPage() {
  const trpc = useTRPC();
  const router = useRouter();
  const canCreate = useCan('project:create');
  const isCreating = useSearchParams().get('new') === 'project' && canCreate;
  const projects = useQuery(trpc.project.list.queryOptions({ summary: true }));
  const create = (
    <Button variant="primary" onClick={() => router.replace(paths.newProject())}>
      <Plus aria-hidden /> New project
    </Button>
  );
  return (
    <>
      <PageHeader title="Projects" actions={canCreate && projects.data?.length ? create : undefined} />
      <QueryView query={projects} what="Projects" skeleton={<ListSkeleton label="projects" />}>
        {(rows) =>
          rows.length === 0 ? (
            <NoProjects canCreate={canCreate} />
          ) : (
            <RowList label="Projects" rows={rows} keyOf={(row) => row.uuid}>
              {(row) => <ProjectListRow project={row} />}
            </RowList>
          )
        }
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
    <EmptyState icon={Boxes} title="No project for you yet">
      Projects stand here once an owner or admin creates one, or lets you see it.
    </EmptyState>
  );
}

function ProjectListRow({ project }: { project: ProjectRow }) {
  const applications = project.application_count ?? 0;
  return (
    <Row title={project.name} href={paths.project(project.uuid)} detail={project.description}>
      <Cell className="w-40">
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
