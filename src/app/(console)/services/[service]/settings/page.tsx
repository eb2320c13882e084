import { StackSettingsPage } from '@/ui/stack/stack-settings-page';

export default async function Page({ params }: { params: Promise<{ service: string }> }) {
  return <StackSettingsPage uuid={(await params).service} />;
}
