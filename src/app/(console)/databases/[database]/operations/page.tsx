import { DatabaseOperationsPage } from '@/ui/database/database-operations-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseOperationsPage uuid={(await params).database} />;
}
