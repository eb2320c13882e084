import type { Metadata } from 'next';
import { TagsPage } from '@/ui/tags/tags-page';

export const metadata: Metadata = { title: 'Tags' };

export default function Page() {
  return <TagsPage />;
}
