import { DatabaseDangerPage } from '@/ui/database/database-danger-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseDangerPage uuid={(await params).database} />;
}
