import { DatabaseVariablesPage } from '@/ui/database/database-variables-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseVariablesPage uuid={(await params).database} />;
}
