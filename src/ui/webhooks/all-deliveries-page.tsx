'use client';

import { Webhook } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import { sourcesCrumb } from '../git-source/crumb';
import { PageHeader } from '../page/page-header';
import { useSession } from '../session/session-provider';
import { useDenialEverywhere } from '../session/use-can';
import { DeliveryList } from './delivery-list';
import { DeliveryOutcome } from './delivery-outcome';
import { DeliveryRow } from './delivery-row';

/** Deliveries of forges for the whole organization; for owners also those that matched no application. */
export function AllDeliveriesPage() {
  const { role } = useSession();
  const denied = useDenialEverywhere('application:deploy');
  return (
    <>
      <PageHeader title="Deliveries" crumbs={[sourcesCrumb]}>
        What your Git providers sent in the last 30 days, and why it was deployed or not.
        {role !== 'owner' && ' Only owners see deliveries that matched no application.'}
      </PageHeader>
      <DeliveryList
        uuid={null}
        empty={
          <EmptyState icon={Webhook} title="Nothing delivered yet">
            Pushes arrive through a GitHub App or a GitLab app, or through the webhook of an application,
            whose URL and secret are on its Webhooks tab. If a push is not listed here, look for the call in
            the webhook settings of your Git provider: it did not reach Gantry.
          </EmptyState>
        }
      >
        {(delivery, onReplay) => (
          <DeliveryRow
            delivery={delivery}
            detail={<DeliveryOutcome delivery={delivery} />}
            denied={denied}
            onReplay={onReplay}
          />
        )}
      </DeliveryList>
    </>
  );
}
