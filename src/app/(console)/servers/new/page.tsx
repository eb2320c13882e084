import type { Metadata } from 'next';
import { NewServerPage } from '@/ui/server/new-server-page';

export const metadata: Metadata = { title: 'Add server' };

export default function Page() {
  return <NewServerPage />;
}
