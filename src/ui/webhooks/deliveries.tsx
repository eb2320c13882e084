'use client';

import { Webhook } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import type { Application } from '../resources';
import { useDenial } from '../session/use-can';
import { DeliveryRow } from './delivery-row';
import { useDeliveries } from './use-deliveries';

/** Deliveries of forges for an application, each with its outcome and the reason for it. */
export function Deliveries({ application }: { application: Application }) {
  const { query, deliveries, replay } = useDeliveries(application.uuid);
  const denied = useDenial('application:deploy', application.project_uuid);
  return (
    <QueryView query={query} what="Deliveries" skeleton={<ListSkeleton label="deliveries" />}>
      {() =>
        deliveries.length === 0 ? (
          <EmptyState icon={Webhook} title="Nothing delivered yet">
            Every webhook call is listed here for 30 days, with what it did and why. Add the webhook at your
            Git provider, then push to <code>{application.git_branch ?? 'the branch'}</code>.
          </EmptyState>
        ) : (
          <div className="space-y-4">
            <RowList label="Deliveries" rows={deliveries} keyOf={(row) => row.uuid}>
              {(delivery) => (
                <DeliveryRow
                  delivery={delivery}
                  denied={denied}
                  onReplay={() => replay.mutate({ uuid: delivery.uuid })}
                />
              )}
            </RowList>
            {query.hasNextPage && (
              <Button busy={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                Load more
              </Button>
            )}
          </div>
        )
      }
    </QueryView>
  );
}
