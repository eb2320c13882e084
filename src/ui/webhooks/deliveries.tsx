'use client';

import { Webhook } from 'lucide-react';
import { EmptyState } from '../feedback/empty-state';
import type { Application } from '../resources';
import { useDenial } from '../session/use-can';
import { DeliveryList } from './delivery-list';
import { DeliveryRow } from './delivery-row';

/** Deliveries of forges for an application, each with its outcome and the reason for it. */
export function Deliveries({ application }: { application: Application }) {
  const denied = useDenial('application:deploy', application.project_uuid);
  return (
    <DeliveryList
      uuid={application.uuid}
      empty={
        <EmptyState icon={Webhook} title="Nothing delivered yet">
          Every webhook call is listed here for 30 days, with what it did and why. Add the webhook at your Git
          provider, then push to <code>{application.git_branch ?? 'the branch'}</code>.
        </EmptyState>
      }
    >
      {(delivery, onReplay) => <DeliveryRow delivery={delivery} denied={denied} onReplay={onReplay} />}
    </DeliveryList>
  );
}
