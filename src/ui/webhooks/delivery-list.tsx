'use client';

import type { ReactNode } from 'react';
import { QueryView } from '../feedback/query-view';
import { Button } from '../primitives/button';
import { RowList } from '../primitives/row-list';
import { ListSkeleton } from '../primitives/skeleton';
import type { Delivery } from './delivery-row';
import { useDeliveries } from './use-deliveries';

interface DeliveryListProps {
  /** Application of the deliveries; null: all of the organization. */
  uuid: string | null;
  /** Shown if there are none. */
  empty: ReactNode;
  children: (delivery: Delivery, onReplay: () => void) => ReactNode;
}

/** Deliveries, newest first, with a button for the next page. Each child is a `DeliveryRow`. */
export function DeliveryList({ uuid, empty, children }: DeliveryListProps) {
  const { query, deliveries, replay } = useDeliveries(uuid);
  return (
    <QueryView query={query} what="Deliveries" skeleton={<ListSkeleton label="deliveries" />}>
      {() =>
        deliveries.length === 0 ? (
          empty
        ) : (
          <div className="space-y-4">
            <RowList label="Deliveries" rows={deliveries} keyOf={(row) => row.uuid}>
              {(delivery) => children(delivery, () => replay.mutate({ uuid: delivery.uuid }))}
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
