'use client';

import { Webhook } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useSearchParams } from 'next/navigation';
import { useMemo, useState } from 'react';
import { NOTIFICATION_DELIVERY_DAYS } from '../../../domain/notification-delivery';
import { EmptyState } from '../../feedback/empty-state';
import { NotPermitted } from '../../feedback/not-permitted';
import { QueryView } from '../../feedback/query-view';
import { OrganizationFrame } from '../../organization/organization-frame';
import { paths } from '../../paths';
import { Button } from '../../primitives/button';
import { ButtonLink } from '../../primitives/button-link';
import { RowList } from '../../primitives/row-list';
import { ListSkeleton } from '../../primitives/skeleton';
import { useDenial } from '../../session/use-can';
import { DeliveryFilterBar } from './delivery-filters';
import { type Delivery, DeliveryRow } from './delivery-row';
import { type DeliveryFilters, readFilters } from './filters';
import { useDeliveries } from './use-deliveries';
import { VerifySnippet } from './verify-snippet';

const DeliveryDrawer = dynamic(() => import('./delivery-drawer').then((module) => module.DeliveryDrawer));

/** What the webhook of the organization was sent, and what became of it. */
export function WebhookDeliveriesPage() {
  const denial = useDenial('notification:read');
  return (
    <OrganizationFrame>
      {denial === null ? <Deliveries /> : <NotPermitted what="The delivery log" reason={denial} />}
    </OrganizationFrame>
  );
}

/** Put the filters into the address, which other users can open. */
function show(filters: DeliveryFilters): void {
  window.history.replaceState(null, '', paths.notificationDeliveries(filters));
}

function Deliveries() {
  const address = useSearchParams().toString();
  const filters = useMemo(() => readFilters(new URLSearchParams(address)), [address]);
  const { query, deliveries } = useDeliveries(filters);
  const [opened, setOpened] = useState<Delivery | null>(null);
  const isFiltered = Object.keys(filters).length > 0;
  return (
    <>
      <div className="mb-4 flex flex-wrap items-center justify-between gap-3">
        <p className="max-w-prose text-ink-2">
          What was sent to your webhook in the last {NOTIFICATION_DELIVERY_DAYS} days. A failed delivery is
          repeated for three days.
        </p>
        <ButtonLink href={paths.notifications()}>Webhook settings</ButtonLink>
      </div>
      <DeliveryFilterBar
        filters={filters}
        onChange={(name, value) => show(readFilters(new URLSearchParams({ ...filters, [name]: value })))}
      />
      <QueryView query={query} what="Deliveries" skeleton={<ListSkeleton label="deliveries" />}>
        {() =>
          deliveries.length === 0 ? (
            <NoDeliveries isFiltered={isFiltered} />
          ) : (
            <div className="space-y-4">
              <RowList label="Deliveries" rows={deliveries} keyOf={(row) => row.uuid}>
                {(delivery) => <DeliveryRow delivery={delivery} onOpen={() => setOpened(delivery)} />}
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
      {opened && <DeliveryDrawer delivery={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function NoDeliveries({ isFiltered }: { isFiltered: boolean }) {
  if (isFiltered)
    return (
      <EmptyState
        icon={Webhook}
        title="No matching deliveries"
        action={<Button onClick={() => show({})}>Clear filters</Button>}
      >
        No delivery matches these filters.
      </EmptyState>
    );
  return (
    <EmptyState icon={Webhook} title="Nothing delivered yet">
      <div className="space-y-4">
        <p>
          Set the URL of your webhook in the notification settings, choose its events, and send a test
          message. Every request is listed here with its response, and can be sent again.
        </p>
        <VerifySnippet />
      </div>
    </EmptyState>
  );
}
