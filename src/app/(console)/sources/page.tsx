import type { Metadata } from 'next';
import { SourcesPage } from '@/ui/git-source/sources-page';

export const metadata: Metadata = { title: 'Git sources' };

export default function Page() {
  return <SourcesPage />;
}
