import type { Metadata } from 'next';
import { NewStackPage } from '@/ui/stack/new/new-stack-page';

export const metadata: Metadata = { title: 'New service' };

export default function Page() {
  return <NewStackPage />;
}
