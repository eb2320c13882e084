import { ServerSettingsPage } from '@/ui/server/server-settings-page';

export default async function Page({ params }: { params: Promise<{ server: string }> }) {
  return <ServerSettingsPage uuid={(await params).server} />;
}
