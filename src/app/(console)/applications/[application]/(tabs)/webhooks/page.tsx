import { WebhooksPage } from '@/ui/webhooks/webhooks-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <WebhooksPage uuid={(await params).application} />;
}
