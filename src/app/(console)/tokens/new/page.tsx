import type { Metadata } from 'next';
import { NewTokenPage } from '@/ui/api-token/new-token-page';

export const metadata: Metadata = { title: 'New API token' };

export default function Page() {
  return <NewTokenPage />;
}
