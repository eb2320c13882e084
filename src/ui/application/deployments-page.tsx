'use client';

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Rocket } from 'lucide-react';
import { useState } from 'react';
import { DeploymentRow } from '../deployment/deployment-row';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import { useTRPC } from '../trpc';

const pageSize = 25;

export function DeploymentsPage({ uuid }: { uuid: string }) {
  const trpc = useTRPC();
  const [take, setTake] = useState(pageSize);
  const query = useQuery(
    trpc.deployment.listByApplication.queryOptions(
      { uuid, skip: 0, take, summary: true },
      { placeholderData: keepPreviousData },
    ),
  );
  return (
    <QueryView query={query} what="Deployments" skeleton={<ListSkeleton label="deployments" />}>
      {({ count, deployments }) =>
        deployments.length === 0 ? (
          <EmptyState icon={Rocket} title="Not deployed yet">
            Every deployment stands here with its log, from the first on. Press Deploy to make it.
          </EmptyState>
        ) : (
          <div className="space-y-4">
            <RowList label="Deployments" rows={deployments} keyOf={(row) => row.deployment_uuid}>
              {(row) => <DeploymentRow application={uuid} deployment={row} />}
            </RowList>
            {count > deployments.length && (
              <Button busy={query.isFetching} onClick={() => setTake((value) => value + pageSize)}>
                Show older ({count - deployments.length})
              </Button>
            )}
          </div>
        )
      }
    </QueryView>
  );
}
