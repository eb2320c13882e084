'use client';

import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { TabNavigation } from '../page/tab-navigation';
import { paths } from '../paths';
import { Skeleton } from '../primitives/skeleton';
import { Status } from '../primitives/status';
import { conditionTone, describeStatus } from './condition';
import { type WorkloadAddress, workloadKinds } from './kinds';
import { TagNames } from './tag-names';
import { useKeptTitle } from './use-kept-title';

/** Members of a workload of any kind that its header shows. */
export interface WorkloadHead {
  name: string;
  status: string;
  tags: readonly string[];
  project_uuid: string;
  project_name: string;
  environment_uuid: string;
  environment_name: string;
}

interface WorkloadLayoutProps<W extends WorkloadHead> extends WorkloadAddress {
  query: UseQueryResult<W, unknown>;
  /** Active operation, next to the status. */
  activity?: ReactNode;
  actions: (workload: W) => ReactNode;
  /** One line with the addresses of the workload. */
  place: (workload: W) => ReactNode;
  /** Notice above the tabs, to read before going on. */
  notice?: (workload: W) => ReactNode;
  children: ReactNode;
}

/**
 * Header, actions and tabs of a workload, which stay while the tabs change. The page below starts loading together with
 * the header. If the workload cannot be loaded, only the error is shown.
 */
export function WorkloadLayout<W extends WorkloadHead>({
  kind,
  uuid,
  query,
  activity,
  actions,
  place,
  notice,
  children,
}: WorkloadLayoutProps<W>) {
  const { label, noun, tabs } = workloadKinds[kind];
  useKeptTitle(query.data?.name);
  const isMissing = query.data === undefined && query.error !== null;
  return (
    <>
      <QueryView query={query} what={`This ${noun}`} skeleton={<HeadSkeleton noun={noun} />}>
        {(workload) => (
          <>
            <PageHeader
              title={workload.name}
              crumbs={[
                { label: 'Projects', href: paths.projects() },
                { label: workload.project_name, href: paths.project(workload.project_uuid) },
                {
                  label: workload.environment_name,
                  href: paths.environment(workload.project_uuid, workload.environment_uuid),
                },
              ]}
              badge={
                <>
                  <Status tone={conditionTone(workload.status)}>{describeStatus(workload.status)}</Status>
                  {activity}
                </>
              }
              actions={actions(workload)}
            >
              <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
                {place(workload)}
                {workload.tags.length > 0 && <TagNames names={workload.tags} isLinked />}
              </div>
            </PageHeader>
            {notice?.(workload)}
          </>
        )}
      </QueryView>
      {!isMissing && (
        <>
          <TabNavigation label={label} tabs={tabs(uuid)} />
          {children}
        </>
      )}
    </>
  );
}

/** Placeholder as high as the header, so that the tabs do not move when it loads. */
function HeadSkeleton({ noun }: { noun: string }) {
  return (
    <div role="status" aria-label={`Loading ${noun}`} className="mb-6 space-y-2">
      <Skeleton className="h-5 w-64 max-w-full" />
      <div className="flex h-9 items-center justify-between gap-4">
        <Skeleton className="h-6 w-48" />
        <Skeleton className="hidden h-8 w-56 sm:block" />
      </div>
      <Skeleton className="h-5 w-72 max-w-full" />
    </div>
  );
}
