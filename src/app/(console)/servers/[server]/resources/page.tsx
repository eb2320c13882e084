import { ServerResourcesPage } from '@/ui/server/server-resources-page';

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerResourcesPage uuid={(await params).server} />;
}
