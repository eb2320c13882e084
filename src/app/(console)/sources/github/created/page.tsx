import type { Metadata } from 'next';
import { CreatedPage } from '@/ui/git-source/created-page';

export const metadata: Metadata = { title: 'GitHub App' };

export default function Page() {
  return <CreatedPage />;
}
