import type { Metadata } from 'next';
import { NewApplicationPage } from '@/ui/application/new/new-application-page';

export const metadata: Metadata = { title: 'New application' };

export default function Page() {
  return <NewApplicationPage />;
}
