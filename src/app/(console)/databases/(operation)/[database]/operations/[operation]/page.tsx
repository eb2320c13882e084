import { DatabaseOperationPage } from '@/ui/database/database-operation-page';

export default async function Page({ params }: { params: Promise<{ database: string; operation: string }> }) {
  const { database, operation } = await params;
  return <DatabaseOperationPage database={database} operation={operation} />;
}
