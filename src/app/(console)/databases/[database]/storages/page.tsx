import { DatabaseStoragesPage } from '@/ui/database/database-storages-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseStoragesPage uuid={(await params).database} />;
}
