'use client';

import { useQuery } from '@tanstack/react-query';
import { Server } from 'lucide-react';
import { Suspense } from 'react';
import { EmptyState } from '../../feedback/empty-state';
import { QueryView } from '../../feedback/query-view';
import { paths } from '../../paths';
import { ButtonLink } from '../../primitives/button-link';
import { ListSkeleton } from '../../primitives/skeleton';
import { PageHeader } from '../../shell/page-header';
import { useTRPC } from '../../trpc';
import { NewApplicationForm } from './new-application-form';

export function NewApplicationPage() {
  const trpc = useTRPC();
  const servers = useQuery(trpc.server.list.queryOptions({}));
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
                <ButtonLink variant="primary" href={paths.newServer()}>
                  Add server
                </ButtonLink>
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
