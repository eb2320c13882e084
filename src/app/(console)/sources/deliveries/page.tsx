import type { Metadata } from 'next';
import { AllDeliveriesPage } from '@/ui/webhooks/all-deliveries-page';

export const metadata: Metadata = { title: 'Deliveries' };

export default function Page() {
  return <AllDeliveriesPage />;
}
