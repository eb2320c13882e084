import type { Metadata } from 'next';
import { NewDatabasePage } from '@/ui/database/new/new-database-page';

export const metadata: Metadata = { title: 'New database' };

export default function Page() {
  return <NewDatabasePage />;
}
