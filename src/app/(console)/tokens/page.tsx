import type { Metadata } from 'next';
import { ApiTokensPage } from '@/ui/api-token/api-tokens-page';

export const metadata: Metadata = { title: 'API tokens' };

export default function Page() {
  return <ApiTokensPage />;
}
