import { BackupsPage } from '@/ui/database/backups/backups-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <BackupsPage uuid={(await params).database} />;
}
