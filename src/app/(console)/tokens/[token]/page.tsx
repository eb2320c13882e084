import { TokenPage } from '@/ui/api-token/token-page';

export default async function Page({ params }: { params: Promise<{ token: string }> }) {
  return <TokenPage id={(await params).token} />;
}
