import { SettingsPage } from '@/ui/application/settings-page';

export default async function Page({ params }: { params: Promise<{ application: string }> }) {
  return <SettingsPage uuid={(await params).application} />;
}
