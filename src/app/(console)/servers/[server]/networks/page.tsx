import { ServerNetworksPage } from '@/ui/server/server-networks-page';

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerNetworksPage uuid={(await params).server} />;
}
