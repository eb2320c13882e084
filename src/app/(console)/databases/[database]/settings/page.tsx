import { DatabaseSettingsPage } from '@/ui/database/settings/database-settings-page';

export default async function Page({ params }: { params: Promise<{ database: string }> }) {
  return <DatabaseSettingsPage uuid={(await params).database} />;
}
