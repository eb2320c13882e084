import { ServerProxyPage } from '@/ui/server/server-proxy-page';

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerProxyPage uuid={(await params).server} />;
}
