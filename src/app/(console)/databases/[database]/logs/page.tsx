import { DatabaseLogsPage } from '@/ui/database/database-logs-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseLogsPage uuid={(await params).database} />;
}
