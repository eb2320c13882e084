import type { Metadata } from 'next';
import { CloudTokensPage } from '@/ui/cloud-token/cloud-tokens-page';

export const metadata: Metadata = { title: 'Cloud tokens' };

export default function Page() {
  return <CloudTokensPage />;
}
