import { ServerCleanupPage } from '@/ui/server/cleanup/server-cleanup-page';

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerCleanupPage uuid={(await params).server} />;
}
