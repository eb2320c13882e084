import { ServerOverviewPage } from '@/ui/server/server-overview-page';

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerOverviewPage uuid={(await params).server} />;
}
