import type { Metadata } from 'next';
import { WebhookDeliveriesPage } from '@/ui/notifications/webhook/deliveries-page';

export const metadata: Metadata = { title: 'Webhook deliveries' };

export default function Page() {
  return <WebhookDeliveriesPage />;
}
