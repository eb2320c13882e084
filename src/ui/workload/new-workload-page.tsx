'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { type ReactNode, Suspense } from 'react';
import { EmptyState } from '../feedback/empty-state';
import { NotPermittedPage } from '../feedback/not-permitted';
import { QueryView } from '../feedback/query-view';
import { PageHeader } from '../page/page-header';
import { paths } from '../paths';
import { ButtonLink } from '../primitives/button-link';
import { ListSkeleton } from '../primitives/skeleton';
import { useCan, useDenial } from '../session/use-can';
import { type Outputs, useTRPC } from '../trpc';
import { type WorkloadKind, workloadKinds } from './kinds';

interface NewWorkloadPageProps {
  kind: WorkloadKind;
  /** Render the form with the servers of the organization, of which there is at least one. */
  children: (servers: Outputs['server']['list']) => ReactNode;
}

/** Page that creates a workload, or explains what has to exist first. */
export function NewWorkloadPage({ kind, children }: NewWorkloadPageProps) {
  const trpc = useTRPC();
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const project = useSearchParams().get('project') ?? undefined;
  const { noun, article, resource } = workloadKinds[kind];
  const denial = useDenial(`${resource}:create`, project);
  const canAddServer = useCan('server:create');
  if (denial !== null) return <NotPermittedPage what={`Creating ${article} ${noun}`} reason={denial} />;
  return (
    <div className="max-w-3xl">
      <PageHeader title={`New ${noun}`} crumbs={[{ label: 'Projects', href: paths.projects() }]} />
      <QueryView query={servers} what="Servers" skeleton={<ListSkeleton label="form" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              icon={Server}
              title="Add a server first"
              action={
                canAddServer && (
                  <ButtonLink variant="primary" href={paths.newServer()}>
                    Add server
                  </ButtonLink>
                )
              }
            >
              {article === 'an' ? 'An' : 'A'} {noun} runs on one of your machines. Add one you can reach over
              SSH, then come back.
            </EmptyState>
          ) : (
            <Suspense>{children(rows)}</Suspense>
          )
        }
      </QueryView>
    </div>
  );
}
