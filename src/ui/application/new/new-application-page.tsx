'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { Suspense } from 'react';
import { EmptyState } from '../../feedback/empty-state';
import { NotPermittedPage } from '../../feedback/not-permitted';
import { QueryView } from '../../feedback/query-view';
import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';
import { ListSkeleton } from '../../primitives/skeleton';
import { useCan, useDenial } from '../../session/use-can';
import { PageHeader } from '../../shell/page-header';
import { useTRPC } from '../../trpc';
import { NewApplicationForm } from './new-application-form';

export function NewApplicationPage() {
  const trpc = useTRPC();
  const servers = useQuery(trpc.server.list.queryOptions({}));
  const project = useSearchParams().get('project') ?? undefined;
  const denial = useDenial('application:create', project);
  const canAddServer = useCan('server:create');
  if (denial !== null) return <NotPermittedPage what="Creating an application" reason={denial} />;
  return (
    <div className="max-w-3xl">
      <PageHeader title="New application" crumbs={[{ label: 'Projects', href: paths.projects() }]} />
      <QueryView query={servers} what="Servers" skeleton={<ListSkeleton label="form" />}>
        {(rows) =>
          rows.length === 0 ? (
            <EmptyState
              icon={Server}
              title="A server comes first"
              action={
                canAddServer && (
                  <ButtonLink variant="primary" href={paths.newServer()}>
                    Add server
                  </ButtonLink>
                )
              }
            >
              An application runs on one of your machines. Add one that you reach over SSH, then come back.
            </EmptyState>
          ) : (
            <Suspense>
              <NewApplicationForm servers={rows} />
            </Suspense>
          )
        }
      </QueryView>
    </div>
  );
}
