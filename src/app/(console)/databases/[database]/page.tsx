import { DatabaseOverviewPage } from '@/ui/database/database-overview-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseOverviewPage uuid={(await params).database} />;
}
